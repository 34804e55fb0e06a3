/// One capture: what a member sends with one request.
package struct SeasonDocument: Hashable, Sendable {
    /// The member whose capture it is.
    package let member: String
    /// Everything of a lower wave is on the ledger before this is sent; within a wave the documents
    /// of one member go in order, those of different members together.
    package let wave: Int
    /// An EPCISDocument in JSON.
    package let bytes: [UInt8]
    package let eventCount: Int
}
