package import EPCIS
import LedgerCore
import Traceability

/// What an event says of who may read it: its extension `https://daftar.tj/voc/visibility`, an object of
/// `level`, `fields` (name to level) and `members`, none of which it must have.
///
/// Spec: Docs/Spec/Visibility.md §5.
package struct VisibilityStatement: Hashable, Sendable {
    package static let name = AttributeTable.agri + "visibility"
    package static let membersMax = 64

    /// Of the whole event.
    package var level: VisibilityLevel?
    /// By name of an ``EventField``, or the full name of an extension.
    package var fields: [String: VisibilityLevel] = [:]
    /// Who is a party beside those whom the event names anyway: texts that stand for members.
    package var members: [String] = []

    package init(level: VisibilityLevel? = nil) {
        self.level = level
    }

    /// The statement of an event; an event without one says nothing. What cannot be understood hides: who
    /// meant to narrow something must not find it public.
    package init(of event: EPCISEvent) {
        let found = event.extensions.filter {
            event.namespaces.expand($0.name) == VisibilityStatement.name
        }
        guard !found.isEmpty else { return }
        if found.count == 1,
            let statement = VisibilityStatement(found[0].value, namespaces: event.namespaces)
        {
            self = statement
        } else {
            level = .regulators
        }
    }

    private init?(_ value: JSONValue, namespaces: NamespaceMap) {
        guard let object = value.object else { return nil }
        for member in object.members {
            switch member.name {
            case "level":
                guard let level = member.value.string.flatMap(VisibilityLevel.init(named:)) else {
                    return nil
                }
                self.level = level
            case "fields":
                guard let fields = member.value.object else { return nil }
                for field in fields.members {
                    guard let level = field.value.string.flatMap(VisibilityLevel.init(named:))
                    else { return nil }
                    self.fields[namespaces.expand(field.name)] = level
                }
            case "members":
                let texts = member.value.array?.map(\.string)
                guard let texts, texts.count <= VisibilityStatement.membersMax else { return nil }
                for text in texts {
                    guard let text, let name = VisibilityStatement.identity(text) else {
                        return nil
                    }
                    members.append(name)
                }
            default: return nil
            }
        }
    }

    /// The text under which the index has a member: its id, or the key of an identifier.
    private static func identity(_ text: String) -> String? {
        if let id = MemberID(text) { return id.text }
        return (try? ObjectKey(parsing: text)).map(Party.text)
    }
}
