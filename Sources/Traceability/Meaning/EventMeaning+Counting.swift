import EPCIS
import LedgerCore

/// What a stock-taking says: how much there is of each lot.
///
/// Spec: Docs/Spec/MassBalance.md §11.
extension EventMeaning {
    /// The extension that says why stock is missing, under any prefix: a text.
    package static let shortageReason = "https://daftar.tj/voc/shortageReason"
    /// Bytes of UTF-8.
    fileprivate static let shortageReasonBytesMax = 1024

    /// Takes the amounts of an event's objects, which it observes, for what was counted. A lot that is
    /// named several times lies in several places: the first mention has the sum.
    mutating func takeStock(_ event: ObjectEvent) {
        struct Slot: Hashable {
            let lot: String
            let unit: SmallestUnit
        }
        var first: [Slot: Int] = [:]
        for (index, movement) in movements.enumerated() where movement.isStock {
            guard let counted = amount(in: movement.part, of: event) else { continue }
            let slot = Slot(lot: movement.lot.text, unit: movement.unit)
            let place = first[slot] ?? index
            first[slot] = place
            movements[place].counted = Int64(
                clamping: Int128(movements[place].counted ?? 0) + Int128(counted))
        }
    }

    /// What is said of the object of a part, in its smallest unit; nil where no amount is.
    private func amount(in part: EventPart, of event: ObjectEvent) -> Int64? {
        guard let index = part.index else { return nil }
        if part.field == "epcList" { return 1 }
        guard event.quantityList.indices.contains(index) else { return nil }
        return (try? event.quantityList[index].measured())?.amount
    }
}

extension EPCISEvent {
    /// Whether the event says why stock is missing.
    var explainsShortage: Bool {
        extensions.contains { field in
            namespaces.expand(field.name) == EventMeaning.shortageReason
                && (1...EventMeaning.shortageReasonBytesMax).contains(
                    field.value.string?.utf8.count ?? 0)
        }
    }
}
