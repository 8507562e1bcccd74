"""The only language between judge and worker: bounded frames of plain data, never pickle.

A frame is a fixed prelude (lengths, nonce), a JSON header and the raw bytes of tensors. Each side reads lengths first
and refuses what is too large before anything is allocated. A value in the header is a JSON scalar or a tagged list:

    ["l", […]] list   ["u", […]] tuple   ["d", [[key, value], …]] dict   ["c", re, im] complex   ["i", "…"] large int
    ["t", handle, dtype, shape, bytes, facts, grad] tensor   ["a", handle, dtype, shape, order, bytes] NumPy array
    ["v", "cuda:0"] device   ["y", "float32"] dtype   ["b", bytes] bytes
    ["o", handle, type] live object   ["h", handle] known object   ["p", name] path in the scratch folder
"""

from grader.wire.decoder import Decoder
from grader.wire.encoder import Encoder, type_name
from grader.wire.frames import IF_WELL, SKIPPED, Body, body, pack, parse, receive
from grader.wire.tensors import Facts, short

__all__ = [
    "IF_WELL",
    "SKIPPED",
    "Body",
    "Decoder",
    "Encoder",
    "Facts",
    "body",
    "pack",
    "parse",
    "receive",
    "short",
    "type_name",
]
