// Filled by the first commits of the Storage target.
