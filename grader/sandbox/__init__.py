"""What stands between a student's process and the machine: levels, limits and the order in which a child locks itself in."""
