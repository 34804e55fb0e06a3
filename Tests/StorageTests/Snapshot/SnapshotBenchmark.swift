import Foundation
import Glibc
import LedgerCore
import Testing

@testable import Storage

/// What a join by snapshot costs: `DAFTAR_BENCH=3000000 swift test -c release --filter
/// SnapshotBenchmark` for a state of that many keys; a few in every run.
struct SnapshotBenchmark {
    @Test func `a state is exported, installed and opened`() throws {
        let environment = ProcessInfo.processInfo.environment
        let keys = environment["DAFTAR_BENCH"].flatMap(Int.init) ?? 2_000
        let (home, target) = (TemporaryHome(), TemporaryHome())
        try makeDirectory(target.paths.directory)
        let folder = SnapshotFolder(directory: target.paths.directory + "/snapshot")
        var random = SeededRandom(seed: 9)
        // As the leaves of events and lots are: an id of 45 bytes, a value of 100, a third of it digest.
        let state = (0..<keys).map { number in
            let id = Array("urn:epc:class:lgtin:4880001.012345.L\(10_000_000 + number)".utf8)
            let value = random.bytes(32) + Bytes(repeating: UInt8(number % 200), count: 68)
            let type = StateType(UInt8(16 + number % 3))
            return StateChange(key: StateKey(type, id), value: value)
        }
        try LedgerStore.create(home: home.paths, genesis: TestChain.genesis, state: state)
        let source = TestChain(store: try LedgerStore.open(home: home.paths))
        try source.extend(TestChain.transactions(0..<3))
        let clock = ContinuousClock()

        let start = SnapshotBenchmark.cpuSeconds()
        let export = try clock.measure { try source.store.exportSnapshot(to: folder.directory) }
        let exportCPU = SnapshotBenchmark.cpuSeconds() - start
        let manifest = try folder.manifest()
        let verified = try VerifiedSnapshot(
            manifest, chain: TestChain.chainID, validators: TestChain.validators)
        var missing: [Int] = []
        let digests = try clock.measure { missing = try folder.missingChunks(of: verified) }
        let before = SnapshotBenchmark.cpuSeconds()
        let install = try clock.measure {
            try LedgerStore.install(
                verified, from: folder, genesis: TestChain.genesis, into: target.paths,
                at: SnapshotWorld.now)
        }
        let cpu = SnapshotBenchmark.cpuSeconds() - before
        var head: LedgerHead?
        let open = try clock.measure { head = try LedgerStore.open(home: target.paths).head }

        #expect(missing == [])
        #expect(head == source.store.head)
        #expect(manifest.keyCount == keys)
        print(
            "snapshot of \(keys) keys: \(manifest.chunks.count) chunks, \(manifest.byteCount) bytes;",
            "export \(export) (CPU \(String(format: "%.1f", exportCPU)) s), digests \(digests),",
            "install \(install) (CPU \(String(format: "%.1f", cpu)) s), open \(open)")
    }

    /// Of all threads: this test should be the only one that runs.
    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
