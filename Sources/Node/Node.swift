// Filled by the first commits of the Node target.
