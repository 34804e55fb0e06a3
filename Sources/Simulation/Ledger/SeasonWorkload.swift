import LedgerCore
import Traceability

/// What the members of a small season capture: harvests, shipments, receipts, transformations and
/// losses, in an order that not all of them can be done in.
struct SeasonWorkload {
    static let names = ["coop-0", "coop-1", "coop-2", "coop-3"]
    static let members = names.compactMap { MemberID($0) }
    static let keys = DemoKeys(seed: "simulation")

    static let genesisMembers: [GenesisMember] = zip(names, members).map { name, id in
        GenesisMember(
            id: id, name: name, roles: ["cooperative"],
            scope: MemberScope(companyPrefixes: [prefix(of: name)]),
            keys: [MemberKey(key: keys.key(.member, name).publicKey, holder: .member)])
    }

    private static func prefix(of name: String) -> String { "488010" + name.suffix(1) }

    private var random: SeededRandom
    private var lots: [String] = []
    private var count = 0

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// Signed captures of one event each, with their preparation.
    static func transactions(
        on chain: ChainID, count: Int
    ) -> (verified: [VerifiedTransaction], prepared: PreparedTransactions) {
        var workload = SeasonWorkload(seed: 0x5EA5)
        var prepared: [PreparedTransaction] = []
        let verified = (0..<count).map { number in
            let (member, event) = workload.next()
            let key = keys.key(.member, member)
            let transaction = SimulatedChain.verified(
                Array(document(event).utf8), ContentType.capture.rawValue, by: member, with: key,
                number: number, on: chain, interpretation: Interpretation())
            do {
                var understood = try PreparedTransaction(transaction.signed)
                understood.checkSignature(with: key.publicKey, on: chain)
                prepared.append(understood)
            } catch {
                preconditionFailure("an event that can be read: \(error)")
            }
            return transaction
        }
        return (verified, PreparedTransactions(prepared))
    }

    /// Who says what next. Amounts are drawn blindly, so that some of it is refused.
    private mutating func next() -> (member: String, event: String) {
        count += 1
        let member = random.pick(SeasonWorkload.names)
        let amount = 1 + random.below(400_000_000)
        guard lots.count > 3, random.chance(perMille: 700) else {
            return (member, harvest(newLot(of: member), amount))
        }
        let lot = random.pick(Array(lots.suffix(24)))
        switch random.below(4) {
        case 0: return (member, object("DELETE", "destroying", lot, amount))
        case 1: return (member, object("OBSERVE", "receiving", lot, amount))
        case 2:
            let to = random.pick(SeasonWorkload.names)
            return (member, object("OBSERVE", "shipping", lot, amount, to: to))
        default:
            let made = newLot(of: member)
            return (
                member,
                "{\(common("TransformationEvent")),\"inputQuantityList\":\(list(lot, amount)),"
                    + "\"outputQuantityList\":\(list(made, max(1, amount / 4)))}"
            )
        }
    }

    private mutating func newLot(of member: String) -> String {
        let prefix = SeasonWorkload.prefix(of: member)
        let lot = "urn:epc:class:lgtin:\(prefix).012345.L\(lots.count)"
        lots.append(lot)
        return lot
    }

    private func harvest(_ lot: String, _ amount: Int) -> String {
        object("ADD", "https://daftar.tj/voc/BizStep-harvesting", lot, amount)
    }

    private func object(
        _ action: String, _ step: String, _ lot: String, _ amount: Int, to: String? = nil
    ) -> String {
        let destination =
            to.map {
                ",\"destinationList\":[{\"type\":\"possessing_party\","
                    + "\"destination\":\"https://daftar.tj/member/\($0)\"}]"
            } ?? ""
        return "{\(common("ObjectEvent")),\"action\":\"\(action)\",\"bizStep\":\"\(step)\","
            + "\"quantityList\":\(list(lot, amount))\(destination)}"
    }

    private func common(_ type: String) -> String {
        let time = SimulatedChain.genesisTime.advanced(byMilliseconds: -3_600_000).iso8601
        return "\"type\":\"\(type)\",\"eventID\":\"urn:uuid:simulated-\(count)\","
            + "\"eventTime\":\"\(time)\",\"eventTimeZoneOffset\":\"+05:00\""
    }

    private func list(_ lot: String, _ milligrams: Int) -> String {
        "[{\"epcClass\":\"\(lot)\",\"quantity\":\(milligrams),\"uom\":\"MGM\"}]"
    }

    private static func document(_ event: String) -> String {
        """
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],\
        "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-09-21T13:33:20Z",\
        "epcisBody":{"eventList":[\(event)]}}
        """
    }
}
