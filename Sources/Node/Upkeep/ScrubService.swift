import LedgerCore
import Logging
import ServiceLifecycle
import Storage

/// Walks over the ledger and its archive for as long as the node runs, at a hundredth of one core's
/// time, and looks whether the disk still says what was written.
///
/// A file of the archive that is away or damaged is told: nothing that is decided rests on it, and an
/// operator can bring it back. Anything else that does not hold is looked at a second time and then
/// stops the node (ADR 0008): who goes on after that spreads it.
///
/// Spec: Docs/Spec/Sync.md §8.
struct ScrubService: Service {
    let store: LedgerStore
    let report: ScrubReport
    let logger: Logger
    var pace = Pace()
    /// Ends the process; tests look at what it is told.
    var stop: @Sendable (_ what: String, _ facts: [String: String], _ logger: Logger) -> Void = {
        BrokenInvariant.stop($0, $1, logger: $2)
    }

    struct Pace: Hashable, Sendable {
        /// What is done at once; a single step may take longer.
        var workMilliseconds: Int64 = 10
        /// For each time worked, so much rest.
        var restTimes = 99
        var restMillisecondsMin: Int64 = 1_000
        var betweenRoundsMilliseconds: Int64 = 3_600_000

        func rest(after work: Duration) -> Duration {
            max(work * restTimes, .milliseconds(restMillisecondsMin))
        }
    }

    /// What came of a piece of work.
    private enum Look: Sendable {
        case sound
        case roundEnded
        case fault(ScrubFault)
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var scrub = Scrub()
            while !Task.isCancelled {
                let began = ContinuousClock.now
                let (next, look) = await work(scrub)
                scrub = next
                var rest = pace.rest(after: ContinuousClock.now - began)
                switch look {
                case .sound: break
                case .roundEnded:
                    report.roundEnded()
                    rest = .milliseconds(pace.betweenRoundsMilliseconds)
                case .fault(let fault):
                    if await isFatal(fault) { return }
                }
                try? await Task.sleep(for: rest)
            }
        }
    }

    private func work(_ scrub: Scrub) async -> (Scrub, Look) {
        let pace = pace
        let result = try? await EngineThread.value(name: "scrub") { () -> (Scrub, Look) in
            var scrub = scrub
            let end = ContinuousClock.now + .milliseconds(pace.workMilliseconds)
            repeat {
                do throws(ScrubFault) {
                    switch try scrub.step(over: store) {
                    case .block(let height): report.passed(height)
                    case .state: break
                    case .roundEnded: return (scrub, .roundEnded)
                    }
                } catch { return (scrub, .fault(error)) }
            } while ContinuousClock.now < end
            return (scrub, .sound)
        }
        return result ?? (scrub, .sound)
    }

    /// Tells of a fault, or of nothing when it is none the second time.
    ///
    /// - Returns: whether the node was told to stop.
    private func isFatal(_ fault: ScrubFault) async -> Bool {
        switch fault {
        case .archive(let height, let reason):
            if report.found(reason) {
                logger.error(
                    "the archive is damaged",
                    metadata: ["height": "\(height)", "reason": "\(reason)"])
            }
            return false
        case .block(let height, let what):
            let (_, again) = await work(Scrub(from: height))
            guard case .fault(.block(height, _)) = again else { return false }
            stop(
                "block \(height) is not what was written", ["reason": "\(what)"], logger)
            return true
        case .state(let key):
            stop(
                "a value of the state is not the one under its root",
                ["type": "\(key.type.rawValue)", "id": key.id.hex], logger)
            return true
        case .unreadable(let reason):
            stop("the state cannot be read", ["reason": reason], logger)
            return true
        }
    }
}
