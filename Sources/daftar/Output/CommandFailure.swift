import EPCIS

/// Why a command ends without having done what was asked.
struct CommandFailure: Error {
    /// One sentence for the person at the terminal.
    var message: String
    /// What would make it right, where that is known.
    var advice: String?
    var kind: Kind
    /// More for a program: the problem document of a node, for instance.
    var details: JSONValue?

    enum Kind: Int32 {
        /// Refused, or found to be wrong.
        case refused = 1
        /// Not possible here: no such home, no node at that address.
        case impossible = 2
    }

    static func refused(
        _ message: String, advice: String? = nil, details: JSONValue? = nil
    ) -> CommandFailure {
        CommandFailure(message: message, advice: advice, kind: .refused, details: details)
    }

    static func impossible(_ message: String, advice: String? = nil) -> CommandFailure {
        CommandFailure(message: message, advice: advice, kind: .impossible)
    }
}
