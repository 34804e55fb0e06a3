// Filled by the first commits of the Consensus target.
