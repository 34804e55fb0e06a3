// Filled by the first commits of the Query target.
