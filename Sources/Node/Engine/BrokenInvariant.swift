import Glibc
import Logging

/// The impossible was seen: the node says so and ends.
///
/// Nothing a client sends can lead here; see ADR 0008. A supervisor starts the process again.
enum BrokenInvariant {
    /// EX_SOFTWARE of sysexits.
    static let exitStatus: Int32 = 70

    static func stop(_ what: String, _ facts: [String: String], logger: Logger) -> Never {
        var metadata = Logger.Metadata()
        for (name, value) in facts { metadata[name] = "\(value)" }
        logger.critical("broken invariant: \(what)", metadata: metadata)
        exit(exitStatus)
    }
}
