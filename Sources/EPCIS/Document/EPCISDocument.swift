/// A document of events as it was captured or answered.
///
/// Spec: EPCIS 2.0 §9.5 and §12.5 (JSON/JSON-LD binding); Docs/Spec/EPCIS.md §3.
package struct EPCISDocument: Hashable, Sendable {
    package var form: Form
    package var id: String?
    /// `@context` as written.
    package var context: JSONValue?
    package var namespaces: NamespaceMap
    package var schemaVersion: String?
    package var creationDate: EventTime?
    package var sender: String?
    package var receiver: String?
    package var instanceIdentifier: String?
    /// `epcisHeader` as written, master data in it.
    package var header: JSONValue?
    package var events: [EPCISEvent]
    package var extensions: [ExtensionField] = []

    package enum Form: Hashable, Sendable {
        /// `EPCISDocument`: a capture.
        case capture
        /// `EPCISQueryDocument`: an answer, which may be captured as well.
        case answer(queryName: String?, subscriptionID: String?)
        /// One event with no document around it (`POST /events`).
        case bareEvent
    }

    package init(
        form: Form, id: String? = nil, context: JSONValue? = nil, namespaces: NamespaceMap,
        schemaVersion: String? = nil, creationDate: EventTime? = nil, sender: String? = nil,
        receiver: String? = nil, instanceIdentifier: String? = nil, header: JSONValue? = nil,
        events: [EPCISEvent] = [], extensions: [ExtensionField] = []
    ) {
        self.form = form
        self.id = id
        self.context = context
        self.namespaces = namespaces
        self.schemaVersion = schemaVersion
        self.creationDate = creationDate
        self.sender = sender
        self.receiver = receiver
        self.instanceIdentifier = instanceIdentifier
        self.header = header
        self.events = events
        self.extensions = extensions
    }
}
