"""The machinery of the proof that a build after any change leaves what a build from nothing leaves.

A :class:`Bench` is a small archive with its theme, its settings, its output and its cache. An operation changes one of them.
After each one, :meth:`Bench.verify` builds, and compares every byte of the output with a clean build, every touched file with
those that had to be touched, and every told fault with what a clean build tells.

Builds run in this process by the engine itself. Only two things around it are other than in a real build: compiled templates
are kept from one build to the next, which takes four fifths of the time away, and the clock runs ten seconds ahead, so that
files are old enough for their stamps to be trusted. Operations on the clock set it right.
"""
