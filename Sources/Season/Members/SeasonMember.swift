/// A member of the demo network: what genesis needs to know of it, and what its labels will say.
package struct SeasonMember: Hashable, Sendable {
    /// The name in the registry.
    package let id: String
    package let role: Role
    package let name: LocalizedText
    /// The prefix under which it may create lots and places; `nil` for one that only reads or rules.
    package let prefix: CompanyPrefix?
    package let place: Place
    let spelling: Identifier.Spelling

    package enum Role: String, Hashable, Sendable, CaseIterable {
        case farm, collector, processor, carrier, laboratory, exporter, importer, inspector
        case regulator
    }

    init(
        _ id: String, _ role: Role, _ name: LocalizedText, prefix: CompanyPrefix?, at place: Place,
        spelling: Identifier.Spelling = .digitalLink
    ) {
        self.id = id
        self.role = role
        self.name = name
        self.prefix = prefix
        self.place = place
        self.spelling = spelling
    }

    /// The prefix of one that certainly has goods or places.
    var company: CompanyPrefix {
        guard let prefix else { preconditionFailure("\(id) has no company prefix") }
        return prefix
    }

    /// Its only site, or its gate.
    var site: Identifier { .place(company, number: 1, part: nil) }

    /// A plot, a store, a chamber on the site.
    func part(_ name: String) -> Identifier { .place(company, number: 1, part: name) }

    var party: Identifier { .party(company) }
}
