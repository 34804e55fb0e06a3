import Foundation
import Glibc

/// A node that this program started: a process of its own, in a session of its own, so that it lives
/// on when the terminal goes away.
struct ChildNode: Sendable {
    let processID: pid_t
    let log: String

    /// Starts `daftar node run` with this very program.
    ///
    /// - Parameter log: what it writes is appended here.
    static func start(home: String, log: String) throws -> ChildNode {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, sessionFlag)

        let words = ["daftar", "node", "run", "--home", home]
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var processID = pid_t()
        let failure = posix_spawn(
            &processID, "/proc/self/exe", &actions, &attributes, &arguments, environ)
        guard failure == 0 else {
            throw CommandFailure.impossible(
                "The node cannot be started: \(String(cString: strerror(failure))).")
        }
        return ChildNode(processID: processID, log: log)
    }

    /// `POSIX_SPAWN_SETSID`, which glibc hides behind `_GNU_SOURCE`.
    private static let sessionFlag: Int16 = 0x80

    /// The status it ended with, or nil while it runs.
    func endStatus() -> Int32? {
        var status: Int32 = 0
        return waitpid(processID, &status, WNOHANG) == processID ? status : nil
    }

    /// - Throws: when it ends before it is ready, with the end of its log.
    func waitUntilReady(_ node: NodeClient, seconds: Int = 60) async throws {
        for _ in 0..<(seconds * 20) {
            if endStatus() != nil { throw failure("The node has stopped at its start.") }
            if let answer = try? await node.send(.init(path: "/health/ready")), answer.status == 200
            {
                return
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw failure("The node is not ready after \(seconds) s.")
    }

    func failure(_ message: String) -> CommandFailure {
        let lines =
            (try? String(contentsOfFile: log, encoding: .utf8))?
            .split(separator: "\n").suffix(5).map(String.init) ?? []
        return .impossible(
            message, advice: (lines + ["Its log is \(log)."]).joined(separator: "\n"))
    }

    /// Asks it to end, and insists after 20 seconds.
    func stop() async {
        kill(processID, SIGTERM)
        for _ in 0..<200 {
            if endStatus() != nil { return }
            try? await Task.sleep(for: .milliseconds(100))
        }
        kill(processID, SIGKILL)
        _ = waitpid(processID, nil, 0)
    }
}
