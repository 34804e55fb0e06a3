package import LedgerCore

/// Where and when a block is executed: all that rules may know beside the state.
package struct BlockContext: Hashable, Sendable {
    package let chain: ChainID
    package let height: Height
    /// Block time.
    package let time: Timestamp

    package init(chain: ChainID, height: Height, time: Timestamp) {
        self.chain = chain
        self.height = height
        self.time = time
    }
}
