import Glibc

/// How many files the process may have open, sockets among them.
///
/// A database that cannot open its file stops the node, so sockets must never take all of them.
enum FileLimit {
    /// For databases, archives and this node's own connections to its peers.
    static let reserved = 256
    private static let wanted: rlim_t = 65_536

    /// Raises the limit as far as the system lets any process, and no further than can be of use.
    ///
    /// - Returns: the limit in force.
    static func raise() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return 1_024
        }
        let highest = min(limit.rlim_max, wanted)
        if limit.rlim_cur < highest {
            let before = limit.rlim_cur
            limit.rlim_cur = highest
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) != 0 {
                limit.rlim_cur = before
            }
        }
        return Int(clamping: limit.rlim_cur)
    }
}
