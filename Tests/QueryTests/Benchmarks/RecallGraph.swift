import EPCIS
import LedgerCore
import Query
import Testing
import Traceability

/// A seeded country: farms harvest, collectors take three or four harvests together, dryers take from
/// near collectors, packers fill eighteen lots of a dried one, exporters put three packed lots together.
/// One collector's silo goes into a sixth of all drying.
///
/// Written as blocks of facts, as execution would hand them over; nothing is signed or executed.
struct RecallGraph {
    /// In all.
    let lots: Int
    private var random: SeededDraw
    private var events: [(text: String, postings: [PostingFacts])] = []
    private var balances: [StateChange] = []
    private let index: QueryIndex

    private static let eventsABlock = 500

    var harvested: Int { lots * 300 / 1_000 }
    var collected: Int { lots * 75 / 1_000 }
    var dried: Int { lots * 25 / 1_000 }
    var packed: Int { lots * 450 / 1_000 }
    var exported: Int { lots - harvested - collected - dried - packed }

    init(lots: Int, seed: UInt64, index: QueryIndex) {
        self.lots = lots
        self.index = index
        random = SeededDraw(state: seed)
    }

    mutating func build() throws {
        for lot in 0..<harvested {
            let farm = "farm-\(lot % 40_000)"
            try add(
                EventText.harvest("H\(lot)", kilograms: 200, at: lot % 80_000),
                [try made("H\(lot)", 200, farm)], onHand: 0, of: "H\(lot)", by: farm)
        }
        for lot in 0..<collected {
            let first = lot * harvested / collected
            let inputs = Set((0..<4).map { min(first + $0, harvested - 1) }).sorted()
            try merge(inputs.map { ("H\($0)", 200) }, into: "C\(lot)", by: "collector-\(lot % 90)")
        }
        for lot in 0..<dried {
            let near = lot * collected / dried + random.below(3)
            var inputs = [("C\(min(near, collected - 1))", 250)]
            if lot < dried / 6, inputs[0].0 != "C0" { inputs.append(("C0", 1)) }
            try merge(inputs, into: "D\(lot)", by: "dryer-\(lot % 60)")
        }
        for lot in 0..<packed {
            let near = lot * dried / packed + random.below(2)
            try merge(
                [("D\(min(near, dried - 1))", 14)], into: "P\(lot)", by: "packer-\(lot % 200)")
        }
        for lot in 0..<exported {
            let first = lot * packed / exported
            let inputs = Set((0..<3).map { min(first + $0, packed - 1) }).sorted()
            try merge(inputs.map { ("P\($0)", 10) }, into: "X\(lot)", by: "exporter-\(lot % 40)")
        }
        try flush()
    }

    private mutating func merge(
        _ inputs: [(String, Int)], into lot: String, by member: String
    ) throws {
        let made = inputs.reduce(0) { $0 + $1.1 }
        var postings = try inputs.map {
            try posting("consumed:processed", $0.0, $0.1, member, isInflow: false)
        }
        postings.append(try self.made(lot, made, member))
        // Some is held by whoever made it, some by a trader.
        try add(
            EventText.transform(inputs, into: [(lot, made)], at: events.count), postings,
            onHand: made, of: lot, by: member)
    }

    private func made(_ lot: String, _ kilograms: Int, _ member: String) throws -> PostingFacts {
        try posting("created", lot, kilograms, member, isInflow: true)
    }

    private func posting(
        _ cause: String, _ lot: String, _ kilograms: Int, _ member: String, isInflow: Bool
    ) throws -> PostingFacts {
        PostingFacts(
            cause: cause, counterparty: nil, lot: EventText.lotKey(lot), holder: try id(member),
            unit: .milligram,
            stock: Stock(amount: Int64(kilograms) * 1_000_000, unaccounted: 0),
            isInflow: isInflow)
    }

    private func id(_ member: String) throws -> MemberID { try #require(MemberID(member)) }

    private mutating func add(
        _ text: String, _ postings: [PostingFacts], onHand kilograms: Int, of lot: String,
        by member: String
    ) throws {
        events.append((text, postings))
        if kilograms > 0 {
            for holder in [member, "trader-\(random.below(500))"] {
                var account = AccountLeaf()
                account.onHand = Stock(amount: Int64(kilograms) * 500_000, unaccounted: 0)
                balances.append(
                    StateChange(
                        key: .account(
                            of: try id(holder), lot: EventText.lotKey(lot), in: .milligram),
                        value: account.encoded()))
            }
        }
        if events.count == Self.eventsABlock { try flush() }
    }

    private mutating func flush() throws {
        if events.isEmpty { return }
        let height = index.height.next
        let document = try EPCISDocument(
            json: Array(EventText.document(events.map(\.text)).utf8))
        let first = height.rawValue * UInt64(Self.eventsABlock)
        let accepted = events.enumerated().map { offset, event in
            AcceptedEventFacts(
                documentIndex: offset, eventID: "urn:uuid:\(first + UInt64(offset))",
                isDeclaration: false, postings: event.postings)
        }
        let capture = CaptureFacts(
            transaction: TransactionID(Digest(hashing: Array("\(height)".utf8))), position: 0,
            member: try id("farm"), document: document, effect: CaptureEffect(events: accepted))
        try index.apply(
            BlockFacts(
                height: height, time: QueryWorld.start, captures: [capture], balances: balances))
        events = []
        balances = []
    }
}

/// SplitMix64.
struct SeededDraw {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((value ^ (value >> 31)) % UInt64(bound))
    }
}
