import EPCIS
import LedgerCore
import Traceability

/// Who is party to an event: texts that stand for members, as the index knows them.
///
/// All of them are said by the member who recorded the event, so nobody makes himself a party to what
/// another has said.
///
/// Spec: Docs/Spec/Visibility.md §1.
struct EventParties {
    private(set) var names: [String]

    init(of event: EPCISEvent, recordedBy recorders: [String], postings: [PostingFacts]) {
        names = recorders
        for end in event.sourceList + event.destinationList where end.type.name != "location" {
            names.append(Party.text(of: end.id.key))
        }
        for posting in postings {
            names.append(posting.holder.text)
            if let counterparty = posting.counterparty { names.append(counterparty) }
        }
        names += VisibilityStatement(of: event).members
        names += EventParties.issuers(of: event)
        var seen: Set<String> = []
        names = names.filter { seen.insert($0).inserted }
    }

    /// Who issued the certificates under which it goes.
    private static func issuers(of event: EPCISEvent) -> [String] {
        event.extensions
            .filter { event.namespaces.expand($0.name) == AttributeTable.agri + "certificates" }
            .flatMap { $0.value.array ?? [$0.value] }
            .compactMap { $0["issuer"]?.string }
    }
}
