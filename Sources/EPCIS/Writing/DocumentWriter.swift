extension EPCISDocument {
    /// The document as JSON; a bare event as the event alone.
    package func json(_ writer: EventWriter = EventWriter()) -> [UInt8] {
        var json = JSONWriter()
        if form == .bareEvent, let event = events.first {
            writer.write(event, to: &json)
        } else {
            write(to: &json) { json in
                for event in events { writer.write(event, to: &json) }
            }
        }
        return json.bytes
    }

    /// The document around events that the caller writes, each as one value of the list.
    ///
    /// The way to answer a query with events as they are stored, none of them parsed again.
    package func json(around writeEvents: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter()
        write(to: &json, events: writeEvents)
        return json.bytes
    }

    private func write(to json: inout JSONWriter, events writeEvents: (inout JSONWriter) -> Void) {
        json.object { json in
            json.member("@context", context ?? namespaces.context)
            json.member("id", id)
            json.member("type", isAnswer ? "EPCISQueryDocument" : "EPCISDocument")
            json.member("schemaVersion", schemaVersion)
            json.member("creationDate", creationDate?.text)
            json.member("sender", sender)
            json.member("receiver", receiver)
            json.member("instanceIdentifier", instanceIdentifier)
            if let header { json.member("epcisHeader", header) }
            for field in extensions { json.member(field.name, field.value) }
            json.name("epcisBody")
            json.object { json in writeBody(&json, writeEvents) }
        }
    }

    private func writeBody(_ json: inout JSONWriter, _ writeEvents: (inout JSONWriter) -> Void) {
        guard case .answer(let queryName, let subscriptionID) = form else {
            json.name("eventList")
            json.array(writeEvents)
            return
        }
        json.name("queryResults")
        json.object { json in
            json.member("queryName", queryName)
            json.member("subscriptionID", subscriptionID)
            json.name("resultsBody")
            json.object { json in
                json.name("eventList")
                json.array(writeEvents)
            }
        }
    }

    private var isAnswer: Bool {
        if case .answer = form { true } else { false }
    }
}

extension NamespaceMap {
    /// `@context` that names GS1's context and declares whatever it does not.
    package var context: JSONValue {
        let own = entries.filter { entry in
            !KnownContext.prefixes.contains {
                $0.prefix == entry.prefix && $0.namespace == entry.namespace
            }
        }
        let standard = JSONValue.string(KnownContext.current)
        guard !own.isEmpty else { return .array([standard]) }
        let members = own.map {
            JSONObject.Member(name: $0.prefix, value: .string($0.namespace))
        }
        return .array([standard, .object(JSONObject(members: members))])
    }
}
