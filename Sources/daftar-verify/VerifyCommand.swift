import Foundation
import LedgerCore
import LightClient

/// `daftar-verify FILE --trust GENESIS`: judges a proof, or the bundle of an export case, with nothing but
/// a genesis.
///
/// Prints the verdict and its reasons. Exits 0 for a proof that holds, 1 for one that does not, 2 when
/// there is nothing to judge because the arguments or files are not right.
@main
struct VerifyCommand {
    private static let usage = "usage: daftar-verify FILE --trust GENESIS"

    static func main() {
        exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    private enum Status: Int32 {
        case holds = 0
        case doesNotHold = 1
        case unusable = 2
    }

    private static func run(_ arguments: [String]) -> Status {
        if arguments == ["--help"] || arguments == ["-h"] {
            print(usage)
            return .holds
        }
        guard let (file, trust) = paths(in: arguments) else { return unusable(usage) }
        guard let genesisBytes = read(trust) else { return unusable("cannot read \(trust)") }
        guard let proof = read(file) else { return unusable("cannot read \(file)") }
        let genesis: Genesis
        do {
            genesis = try parseGenesis(genesisBytes)
        } catch {
            return unusable("\(trust) is no genesis: \(error)")
        }
        let client = LightClient(anchor: TrustAnchor(genesis: genesis))
        if LightClient.isArchive(proof) {
            let verdict = client.judgeBundle(proof)
            return tell(verdict.lines, holds: verdict.holds)
        }
        let verdict = client.judge(proof)
        return tell(verdict.lines, holds: verdict.holds)
    }

    private static func tell(_ lines: [String], holds: Bool) -> Status {
        for line in lines { print(line) }
        return holds ? .holds : .doesNotHold
    }

    /// The proof and the genesis, the option before or behind the file.
    private static func paths(in arguments: [String]) -> (file: String, trust: String)? {
        var rest = arguments
        guard rest.count == 3, let option = rest.firstIndex(of: "--trust"), option < 2 else {
            return nil
        }
        let trust = rest.remove(at: option + 1)
        rest.remove(at: option)
        return (rest[0], trust)
    }

    /// A genesis in its canonical bytes, or in its JSON form.
    private static func parseGenesis(_ bytes: Bytes) throws -> Genesis {
        let isJSON = bytes.first.map { $0 < 0x80 } ?? true
        return isJSON ? try Genesis(json: bytes) : try Genesis(decoding: bytes)
    }

    private static func read(_ path: String) -> Bytes? {
        FileManager.default.contents(atPath: path).map { Bytes($0) }
    }

    private static func unusable(_ message: String) -> Status {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        return .unusable
    }
}
