/// What the command line asks for.
struct Options {
    static let usage = """
        usage: simulate [--seeds A..<B | --seed N] [--real] [--verbose] [--digests FILE]
                        [--stop-at-first] [--tell-seeds]
               simulate --conversations DIRECTORY [--record]
               simulate --search STATES
        """

    struct Fault: Error {
        let reason: String
    }

    private(set) var seeds: Range<UInt64> = 0..<100
    private(set) var isReal = false
    private(set) var isVerbose = false
    private(set) var stopsAtFirst = false
    private(set) var tellsSeeds = false
    private(set) var digestsPath: String?
    /// Plays the conversations of a directory instead of seeds.
    private(set) var conversationsPath: String?
    private(set) var records = false
    /// Searches the small world instead, up to so many states for each liar.
    private(set) var statesMax: Int?

    init(_ arguments: [String]) throws(Fault) {
        var left = arguments[...]
        while let option = left.popFirst() {
            switch option {
            case "--real": isReal = true
            case "--verbose": isVerbose = true
            case "--stop-at-first": stopsAtFirst = true
            case "--tell-seeds": tellsSeeds = true
            case "--record": records = true
            case "--search":
                let text = try Options.value(of: option, &left)
                guard let states = Int(text) else { throw Fault(reason: "no number: \(text)") }
                statesMax = states
            case "--conversations": conversationsPath = try Options.value(of: option, &left)
            case "--digests": digestsPath = try Options.value(of: option, &left)
            case "--seed":
                let text = try Options.value(of: option, &left)
                guard let seed = UInt64(text) else { throw Fault(reason: "no seed: \(text)") }
                seeds = seed..<seed + 1
            case "--seeds":
                let text = try Options.value(of: option, &left)
                guard let range = Options.range(text) else {
                    throw Fault(reason: "no range of seeds: \(text)")
                }
                seeds = range
            default: throw Fault(reason: "unknown option \(option)")
            }
        }
    }

    private static func value(
        of option: String, _ left: inout ArraySlice<String>
    ) throws(Fault) -> String {
        guard let value = left.popFirst() else { throw Fault(reason: "\(option) needs a value") }
        return value
    }

    private static func range(_ text: String) -> Range<UInt64>? {
        let parts = text.split(separator: "..<", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = UInt64(parts[0]), let end = UInt64(parts[1]),
            first < end
        else { return nil }
        return first..<end
    }
}
