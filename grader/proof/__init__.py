"""Proves a course: its cases notice wrong answers and let right ones pass. Knows nothing of any one course."""
