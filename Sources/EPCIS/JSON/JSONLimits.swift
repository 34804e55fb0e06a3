/// What a reader accepts before it has looked at the meaning.
package struct JSONLimits: Hashable, Sendable {
    package var bytesMax: Int
    /// Containers inside one another; never above ``depthCeiling``.
    package var depthMax: Int
    /// Values and member names together.
    package var nodesMax: Int

    /// What recursion over a value can stand on any thread.
    package static let depthCeiling = 256

    package init(bytesMax: Int = 64 << 20, depthMax: Int = 64, nodesMax: Int = 8_000_000) {
        // Offsets are held in 32 bits.
        self.bytesMax = min(max(0, bytesMax), Int(UInt32.max) - 1)
        self.depthMax = min(max(1, depthMax), Self.depthCeiling)
        self.nodesMax = min(max(1, nodesMax), Int(UInt32.max) - 1)
    }
}
