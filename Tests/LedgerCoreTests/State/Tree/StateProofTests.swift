import LedgerCore
import Testing

@Suite struct StateProofTests {
    private let tree: StateTree<StateTreeMemoryStore>
    private let root: Digest
    private let present: [StateKey]
    private let absent: [StateKey]

    init() throws {
        present = (0..<300).map { StateKey(StateType(16), "lot \($0)") }.sorted()
        absent = (0..<300).map { StateKey(StateType(17), "lot \($0)") }
        var store = StateTreeMemoryStore()
        let update = try StateTree(version: nil, store: store).updated(
            with: present.map { StateChange(key: $0, value: $0.id) }, version: .first)
        store.keep(update)
        tree = StateTree(version: .first, store: store)
        root = update.root
    }

    @Test func `what is there is shown to be there, and to be nothing else`() throws {
        for key in present {
            let proof = try tree.proof(of: key.digest)

            #expect(proof.shows(key.digest, holds: key.id, root: root))
            #expect(!proof.shows(key.digest, holds: key.id + [0], root: root))
            #expect(!proof.shows(key.digest, holds: key.id, root: .zero))
            #expect(!proof.showsAbsence(of: key.digest, root: root))
            #expect(try StateProof(decoding: proof.encoded()) == proof)
        }
    }

    @Test func `what is not there is shown to be absent`() throws {
        for key in absent {
            let proof = try tree.proof(of: key.digest)

            #expect(proof.showsAbsence(of: key.digest, root: root))
            #expect(!proof.showsAbsence(of: key.digest, root: .zero))
            #expect(!proof.shows(key.digest, holds: key.id, root: root))
            #expect(try StateProof(decoding: proof.encoded()) == proof)
        }
    }

    @Test func `no proof of one key serves another that is there`() throws {
        for key in absent.prefix(50) {
            let proof = try tree.proof(of: key.digest)
            for other in present { #expect(!proof.showsAbsence(of: other.digest, root: root)) }
        }
        let proof = try tree.proof(of: present[0].digest)
        for other in present.dropFirst() {
            #expect(!proof.showsAbsence(of: other.digest, root: root))
            #expect(!proof.shows(other.digest, holds: other.id, root: root))
        }
    }

    @Test func `a tampered proof shows nothing`() throws {
        let key = present[7]
        let proof = try tree.proof(of: key.digest)
        for index in proof.siblings.indices {
            var siblings = proof.siblings
            siblings[index] = Digest(hashing: siblings[index].bytes)
            let changed = StateProof(siblings: siblings, end: proof.end)
            #expect(!changed.shows(key.digest, holds: key.id, root: root))
            let removed = siblings.prefix(index) + siblings.dropFirst(index + 1)
            let shorter = StateProof(siblings: Array(removed), end: proof.end)
            #expect(!shorter.shows(key.digest, holds: key.id, root: root))
            #expect(!shorter.showsAbsence(of: key.digest, root: root))
        }
        let emptied = StateProof(siblings: proof.siblings, end: .empty)
        #expect(!emptied.showsAbsence(of: key.digest, root: root))
        let endless = StateProof(
            siblings: Array(repeating: .zero, count: 257), end: proof.end)
        #expect(!endless.shows(key.digest, holds: key.id, root: root))
    }

    @Test func `in an empty state everything is absent`() throws {
        let empty = StateTree(version: nil, store: StateTreeMemoryStore())

        let proof = try empty.proof(of: present[0].digest)

        #expect(proof == StateProof(siblings: [], end: .empty))
        #expect(proof.showsAbsence(of: present[0].digest, root: .zero))
        #expect(!proof.showsAbsence(of: present[0].digest, root: root))
    }

    @Test func `in a state of one leaf the others are absent`() throws {
        var store = StateTreeMemoryStore()
        let update = try StateTree(version: nil, store: store).updated(
            with: [StateChange(key: present[0], value: [1])], version: .first)
        store.keep(update)
        let tree = StateTree(version: .first, store: store)

        #expect(
            try tree.proof(of: present[0].digest)
                .shows(present[0].digest, holds: [1], root: update.root))
        #expect(
            try tree.proof(of: present[1].digest)
                .showsAbsence(of: present[1].digest, root: update.root))
    }

    @Test func `damaged proofs never trap`() throws {
        var random = SeededRandom(seed: 9)
        let key = present[3]
        let sound = try tree.proof(of: key.digest).encoded()
        for _ in 0..<2_000 {
            var damaged = sound
            damaged[random.next(below: damaged.count)] ^= UInt8(1 + random.next(below: 255))
            guard let proof = try? StateProof(decoding: damaged) else { continue }
            #expect(!proof.shows(key.digest, holds: key.id, root: root))
            #expect(!proof.showsAbsence(of: key.digest, root: root))
        }
    }
}
