/// Something in a table that was read otherwise than it stands there.
package struct Fix: Hashable, Sendable {
    /// As a spreadsheet counts.
    package let row: Int
    package let column: String
    package let before: String
    package let after: String
    package let reason: String
}

/// A row that became no event, and the cell that is to blame.
package struct TableRefusal: Error, Hashable, Sendable {
    package let row: Int
    package let column: String
    package let text: String
    package let reason: String
}
