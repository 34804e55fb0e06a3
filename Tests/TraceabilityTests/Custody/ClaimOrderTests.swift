import LedgerCore
import Testing
import Traceability

/// No order of records, errors and retries lets more out under a claim than came in:
/// Docs/Spec/MassBalance.md §12.5.
struct ClaimOrderTests {
    private typealias Text = CustodyText

    /// One record of a season of two farms' fruit at one works.
    private struct Record {
        let member: String
        let event: String
        let id: String
        /// The same event with an error declaration.
        let declaration: String

        init(_ member: String, _ id: String, _ event: (String) -> String) {
            self.member = member
            self.id = id
            self.event = event("")
            declaration = event(EventText.declaration)
        }
    }

    private static let factory = "processor"
    private static let dried = (0..<8).map {
        EventText.lot("D\($0)", of: "4880002", item: "054321")
    }
    private static let fresh = (0..<6).map { EventText.lot("F\($0)") }

    /// Harvests under the claim and under none, shipments, receipts, makings in all models, sales, and lies.
    private func records(_ random: inout SeededRandom) -> [Record] {
        var records: [Record] = []
        func add(_ member: String, _ event: (String, String) -> String) {
            let id = "urn:uuid:r\(records.count)"
            records.append(Record(member, id) { event(id, $0) })
        }
        for (index, lot) in Self.fresh.enumerated() {
            let model = ["identity_preserved", "segregated", "segregated"][index % 3]
            for _ in 0..<2 {
                let kilograms = 60 + Int(random.next(below: 80))
                add("farm") { id, extra in
                    index < 4
                        ? Text.grown(lot, kilograms, model, id: id, extra: extra)
                        : EventText.harvest(lot, kilograms, id: id, extra: extra)
                }
                add("farm") { id, extra in
                    EventText.ship(
                        lot, kilograms, to: EventText.processorParty, id: id, extra: extra)
                }
                let lie = random.next(below: 12) == 0 ? 30 : 0
                add(Self.factory) { id, extra in
                    EventText.receive(lot, kilograms + lie, id: id, extra: extra)
                }
            }
        }
        for _ in 0..<36 {
            let model = random.pick(CustodyModel.allCases + [.massBalance, .massBalance])
            // Lots of a model each, and two of no claim; seldom another.
            let isWrong = random.next(below: 8) == 0
            let own =
                isWrong
                ? Self.dried
                : Array(Self.dried[2 * Int(model.rawValue) - 2..<2 * Int(model.rawValue)])
            let isCredited = model == .massBalance && random.next(below: 3) == 0
            let plain = Array(Self.dried[6...])
            // What bears the claim is credited, what bears none uses the credit.
            let sources =
                switch model {
                case .identityPreserved: [Self.fresh[0], Self.fresh[3]]
                case .segregated: Array(Self.fresh[..<4])
                case .massBalance: Array(isCredited ? Self.fresh[..<5] : Self.fresh[3...])
                }
            let inputs = (0..<(1 + Int(random.next(below: 2)))).map { _ in
                (random.pick(isWrong ? Self.fresh : sources), 10 + Int(random.next(below: 30)))
            }
            let sum = inputs.reduce(0) { $0 + $1.1 }
            let outputs = [random.pick(isCredited ? plain : own), random.pick(plain)]
                .map { ($0, 1 + Int(random.next(below: Int64(sum / 2)))) }
            let said = isCredited ? [] : [outputs[0].0]
            add(Self.factory) { id, extra in
                Text.make(
                    inputs, outputs, Text.says(model.word, of: said), id: id,
                    extra: Text.at(Text.works) + extra)
            }
        }
        for _ in 0..<10 {
            let lot = random.pick(Self.dried)
            let kilograms = 1 + Int(random.next(below: 20))
            let isSold = random.next(below: 2) == 0
            add(Self.factory) { id, extra in
                isSold
                    ? EventText.object(
                        "OBSERVE", "retail_selling", [(lot, "\(kilograms)", "KGM")], id: id,
                        extra: Text.says("mass_balance") + extra)
                    : EventText.lose(lot, kilograms, id: id, extra: extra)
            }
        }
        return records
    }

    private func world() throws -> World {
        var world = try World(members: CertificateText.members)
        try world.adopt(RuleVersion(5))
        try world.done(
            CertificateText.issue(
                "O1", "organic", of: "urn:epc:idpat:sgtin:4880001.012345.*", "700",
                holder: "farm"), by: "certifier")
        return world
    }

    /// What is out under the claim less what came in, in milligrams; never above 0.
    private func excess(_ world: World, sold: Int64) throws -> Int64 {
        var out = sold
        for lot in Self.fresh + Self.dried where try world.custody(lot) != nil {
            for member in ["farm", Self.factory] {
                out += try world.account(member, lot).onHand.accounted
                out += try world.road(to: member, lot).open.reduce(0) { $0 + $1.stock.accounted }
            }
        }
        out += try world.claims(world.claimAccount())?.left ?? 0
        let left = try #require(try world.left("O1", of: "certifier"))
        return out - (700_000_000 - left)
    }

    @Test func `no order lets more out under a claim than came in`() throws {
        var seen: [String: Int] = [:]

        for seed in UInt64(1)...6 { try run(seed, &seen) }

        // The seasons have met what they are about.
        for code in [
            "done", "custody.too_weak", "custody.overdrawn", "custody.unaccounted",
            "custody.lot_differs", "custody.several_inputs", "custody.credit_spent",
            "declaration.already_spent", "certificate.overdrawn",
        ] {
            #expect(seen[code] ?? 0 > 2, "\(code), \(seen)")
        }
    }

    private func run(_ seed: UInt64, _ seen: inout [String: Int]) throws {
        var random = SeededRandom(seed: seed)
        let records = records(&random)
        let start = try world()
        for order in 0..<4 {
            var world = start
            // Gone of goods under the claim, into no goods; by event, so that it can be taken back.
            var gone: [String: Int64] = [:]
            var waiting = order == 0 ? records : records.shuffled(using: &random)
            var isTakenBack: Set<String> = []
            for _ in 0..<3 {
                var refused: [Record] = []
                for record in waiting {
                    let isDone = try judge(record.event, of: record, &world, &gone, &seen)
                    if !isDone { refused.append(record) }
                    let note: Comment = "seed \(seed), order \(order), \(record.event)"
                    #expect(try excess(world, sold: sum(gone)) <= 0, note)
                    // Something that was recorded is declared an error, in the midst of it.
                    guard random.next(below: 3) == 0 else { continue }
                    let other = random.pick(
                        random.next(below: 2) == 0 ? records : records.suffix(46))
                    if try judge(other.declaration, of: other, &world, &gone, &seen) {
                        gone[other.id] = nil
                        isTakenBack.insert(other.id)
                    }
                    #expect(try excess(world, sold: sum(gone)) <= 0, note)
                }
                waiting = refused.filter { !isTakenBack.contains($0.id) }
            }
        }
    }

    // order-free: a sum.
    private func sum(_ gone: [String: Int64]) -> Int64 { gone.values.reduce(0, +) }

    private func judge(
        _ event: String, of record: Record, _ world: inout World, _ gone: inout [String: Int64],
        _ seen: inout [String: Int]
    ) throws -> Bool {
        let execution = try world.commit([world.capture([event], by: record.member)])
        switch execution.outcomes[0].judgement {
        case .refused(let refusal):
            seen[refusal.code, default: 0] += 1
            return false
        case .done: seen["done", default: 0] += 1
        }
        guard case .capture(_, let effects) = execution.effects[0].content,
            case .accepted(let accepted) = effects[0].result, !accepted.isDeclaration
        else { return true }
        for posting in accepted.postings {
            guard case .consumed(let reason) = posting.cause, reason != .processed,
                try world.state.leaf(CustodyLeaf.self, at: .custody(of: posting.lot)) != nil
            else { continue }
            gone[record.id, default: 0] += posting.stock.accounted
        }
        return true
    }
}
