"""What stands between a student's process and the machine: levels, limits, and how a child locks itself in."""
