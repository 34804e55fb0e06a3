/// Why there is no report.
package enum RecallRefusal: Error, Equatable, Sendable {
    /// The member has nothing to do with any of the lots that it begins with.
    case foreign(member: String)
}
