import Foundation
import Simulation

/// `simulate`: runs seeds and says what came of them.
@main
enum Simulate {
    static func main() {
        let options: Options
        do throws(Options.Fault) {
            options = try Options(Array(CommandLine.arguments.dropFirst()))
        } catch {
            let text = "simulate: \(error.reason)\n\(Options.usage)\n"
            FileHandle.standardError.write(Data(text.utf8))
            exit(2)
        }
        if let path = options.conversationsPath {
            exit(ConversationFolder(path: path).check(records: options.records) ? 0 : 1)
        }
        if let statesMax = options.statesMax { exit(search(statesMax) ? 0 : 1) }
        exit(run(options) ? 0 : 1)
    }

    /// Looks at the small world, once for each place of the liar that matters.
    private static func search(_ statesMax: Int) -> Bool {
        var isGood = true
        for faulty in 0...2 {
            let outcome = Search(faulty: faulty, statesMax: statesMax)()
            print(Report.text(of: outcome, faulty: faulty))
            if outcome.violation != nil { isGood = false }
        }
        return isGood
    }

    private static func run(_ options: Options) -> Bool {
        let start = clock()
        let seeds = Seeds(options.isReal ? .real : .fast)
        var tally = Tally()
        var digests = ""
        for seed in options.seeds {
            // Before the run, so that a crash of it names its seed too.
            if options.tellsSeeds {
                print("seed \(seed)")
                fflush(nil)
            }
            let outcome = seeds.run(seed, narrator: options.isVerbose ? { print($0) } : nil)
            tally.add(outcome)
            digests += "\(seed) \(String(outcome.digest, radix: 16))\n"
            if !outcome.counts { Report.tell(outcome, isReal: options.isReal) }
            if !outcome.counts, options.stopsAtFirst { break }
            if options.isVerbose { print(Report.line(outcome)) }
        }
        let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        if let path = options.digestsPath {
            do {
                try Data(digests.utf8).write(to: URL(fileURLWithPath: path))
            } catch {
                print("the digests cannot be written: \(error)")
                return false
            }
        }
        print(Report.text(of: tally, cpuSeconds: seconds, isReal: options.isReal))
        if let failure = tally.failure { print("FAILED: \(failure)") }
        return tally.failure == nil
    }
}
