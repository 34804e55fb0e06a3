import Traceability

/// Events about loads that go under despatch documents.
enum LoadText {
    /// A despatch document of the farm.
    static let document = "urn:epc:id:gdti:4880001.00001.D1"

    /// The despatch advice of an event.
    static func under(_ document: String = LoadText.document) -> String {
        ",\"bizTransactionList\":[{\"type\":\"desadv\",\"bizTransaction\":\"\(document)\"}]"
    }

    /// A receipt of what went under a document: of lots or classes, or of all of it.
    static func receive(
        _ goods: [String] = [], under document: String = LoadText.document,
        from sender: String? = EventText.farmParty, disposition: String? = nil, id: String? = nil,
        extra: String = ""
    ) -> String {
        EventText.object(
            "OBSERVE", "receiving", goods.map { ($0, nil, nil) },
            items: goods.isEmpty ? [document] : [], from: sender, disposition: disposition,
            id: id, extra: under(document) + extra)
    }
}
