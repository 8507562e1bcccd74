"""Makes what students are handed: stubs, notebooks, and kits of them; nothing of a solution may get in."""
