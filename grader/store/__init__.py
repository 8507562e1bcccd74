"""The gradebook: results by key, records with what they came from, a person's word, and who changed what."""

from grader.store.gradebook import Gradebook, Override, StoredRecord

__all__ = ["Gradebook", "Override", "StoredRecord"]
