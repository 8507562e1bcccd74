"""What can be read in a student's function itself: slips that are true of the text, whatever its answers are.

They are told only for a case that failed. A certain slip explains it better than anything seen from outside; any
other one is told where nothing else is known.
"""

from grader.slips.reading import Reading, read_function
from grader.slips.syntax import Slip, random_calls

__all__ = ["Reading", "Slip", "random_calls", "read_function"]
