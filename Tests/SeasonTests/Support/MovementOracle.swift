import Foundation

/// Reads documents with a JSON reader that is not ours and keeps the books the simple way, so that
/// a mistake of the generator and a mistake of its books cannot cover each other.
///
/// Accounts are (lot, party). Shipping moves into a consignment to the named party, receiving takes
/// it from there. Whatever would go below zero is reported.
struct MovementOracle {
    /// Grams or pieces.
    private(set) var onHand: [String: Int] = [:]
    private(set) var underWay: [String: Int] = [:]
    /// What is inside each pallet.
    private(set) var inside: [String: [String: Int]] = [:]
    private(set) var overdrafts: [String] = []
    private(set) var eventCounts: [String: Int] = [:]
    private(set) var lots: Set<String> = []
    private(set) var eventIDs: Set<String> = []
    private(set) var lastEventTime = ""

    enum Failure: Error {
        case notADocument
        case badQuantity(String)
    }

    mutating func read(_ bytes: [UInt8], by member: String) throws {
        guard let root = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
            let body = root["epcisBody"] as? [String: Any],
            let events = body["eventList"] as? [[String: Any]]
        else { throw Failure.notADocument }
        for event in events { try apply(event, by: member) }
    }

    private mutating func apply(_ event: [String: Any], by member: String) throws {
        let step = event["bizStep"] as? String ?? ""
        let type = event["type"] as? String ?? ""
        eventCounts[step, default: 0] += 1
        eventIDs.insert(event["eventID"] as? String ?? "")
        lastEventTime = max(lastEventTime, event["eventTime"] as? String ?? "")
        if type == "TransformationEvent" {
            for (lot, amount) in try amounts(event, "inputQuantityList") {
                take(amount, of: lot, from: member, step)
            }
            for (lot, amount) in try amounts(event, "outputQuantityList") {
                give(amount, of: lot, to: member)
            }
            return
        }
        if type == "AggregationEvent" {
            let pallet = Self.digits(event["parentID"] as? String ?? "")
            let sign = event["action"] as? String == "ADD" ? 1 : -1
            for (lot, amount) in try amounts(event, "childQuantityList") {
                inside[pallet, default: [:]][lot, default: 0] += sign * amount
                if inside[pallet]?[lot, default: 0] ?? 0 < 0 {
                    overdrafts.append("\(step) \(pallet)")
                }
            }
            return
        }
        guard type == "ObjectEvent" else { return }
        for (lot, amount) in try amounts(event, "quantityList") + content(event, step) {
            switch (event["action"] as? String, step) {
            case ("ADD", _): give(amount, of: lot, to: member)
            case ("DELETE", _): take(amount, of: lot, from: member, step)
            case (_, "shipping"):
                take(amount, of: lot, from: member, step)
                underWay[lot + " to " + party(event, "destination"), default: 0] += amount
            case (_, "receiving"):
                let key = lot + " to " + party(event, "destination")
                underWay[key, default: 0] -= amount
                if underWay[key, default: 0] < 0 { overdrafts.append("receiving \(key)") }
                give(amount, of: lot, to: member)
            default: break
            }
        }
    }

    /// What the pallets of a handing over bring along.
    private func content(_ event: [String: Any], _ step: String) -> [(String, Int)] {
        guard ["shipping", "receiving", "destroying"].contains(step) else { return [] }
        return (event["epcList"] as? [String] ?? []).flatMap { pallet in
            (inside[Self.digits(pallet)] ?? [:]).sorted { $0.key < $1.key }.map {
                ($0.key, $0.value)
            }
        }
    }

    private mutating func give(_ amount: Int, of lot: String, to member: String) {
        lots.insert(lot)
        onHand[lot + " at " + member, default: 0] += amount
    }

    private mutating func take(_ amount: Int, of lot: String, from member: String, _ step: String) {
        let key = lot + " at " + member
        onHand[key, default: 0] -= amount
        if onHand[key, default: 0] < 0 { overdrafts.append("\(step) \(key)") }
    }

    private func party(_ event: [String: Any], _ end: String) -> String {
        let list = event[end + "List"] as? [[String: Any]] ?? []
        let party = list.first { $0["type"] as? String == "possessing_party" }
        return Self.digits(party?[end] as? String ?? "")
    }

    private func amounts(_ event: [String: Any], _ list: String) throws -> [(String, Int)] {
        try (event[list] as? [[String: Any]] ?? []).map { element in
            let lot = Self.digits(element["epcClass"] as? String ?? "")
            guard let quantity = element["quantity"] as? NSNumber else {
                throw Failure.badQuantity(lot)
            }
            let factor = element["uom"] as? String == "KGM" ? 1_000 : 1
            return (lot, Int((quantity.doubleValue * Double(factor)).rounded()))
        }
    }

    /// Company prefix and what follows, alike for both spellings of a lot or party.
    static func digits(_ identifier: String) -> String {
        if identifier.hasPrefix("urn:") {
            let parts =
                identifier.split(separator: ":", maxSplits: 4).last?
                .split(separator: ".", maxSplits: 2).map(String.init) ?? []
            guard parts.count == 3 else { return parts.first ?? "" }
            let reference = parts[1]
            return "\(reference.prefix(1))\(parts[0])\(reference.dropFirst())/\(parts[2])"
        }
        let parts = identifier.split(separator: "/").map(String.init)
        if let unit = parts.firstIndex(of: "00"), parts.indices.contains(unit + 1) {
            return parts[unit + 1]
        }
        if let lot = parts.firstIndex(of: "10"), parts.indices.contains(lot + 1) {
            return "\(parts[lot - 1].dropLast())/\(parts[lot + 1])"
        }
        return String(parts.last?.prefix(9) ?? "")
    }
}
