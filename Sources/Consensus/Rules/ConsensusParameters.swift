/// The parameters of agreement, from genesis or governance; the same on every validator.
package struct ConsensusParameters: Equatable, Sendable {
    package var timeouts: Timeouts
    package var timeliness: Timeliness
    /// The least time between two blocks; 0 for none. Only the proposer waits for it.
    package var blockIntervalMillisecondsMin: Int64
    /// Of a block, as `Block.byteCountBound` counts them.
    package var blockBytesMax: Int

    package init(
        timeouts: Timeouts = Timeouts(), timeliness: Timeliness = Timeliness(),
        blockIntervalMillisecondsMin: Int64 = 0, blockBytesMax: Int = 8 << 20
    ) {
        self.timeouts = timeouts
        self.timeliness = timeliness
        self.blockIntervalMillisecondsMin = blockIntervalMillisecondsMin
        self.blockBytesMax = blockBytesMax
    }
}
