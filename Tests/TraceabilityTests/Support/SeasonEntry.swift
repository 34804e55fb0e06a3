import LedgerCore
import Traceability

/// One thing that somebody says happened in a season, in milligrams.
struct SeasonEntry: Equatable {
    let member: String
    let deed: Deed
    let id: String
    /// The despatch document that what is shipped goes under.
    var document: String?
    /// Where the goods are afterwards, and where it happened.
    var place: String?
    var readPoint: String?
    /// How much of lots is water.
    var water: [Water] = []
    /// Of what is made.
    var daysBefore: Int64 = 0
    /// Under what the goods are said to be.
    var custody: Custody?

    struct Custody: Equatable {
        var model: CustodyModel
        /// Of what is made; otherwise it is said of no lot.
        var isClaimed = true
        /// That brings the claim in.
        var certificate: String?
        /// One of two places, where what is made is counted.
        var place = 0

        /// As EPCIS says it.
        func text(by member: String) -> String {
            let place = EventText.plot("W\(place)", of: SeasonMembers.prefix(of: member))
            return CertificateText.citing(
                certificate.map { [(SeasonMembers.certifier, $0)] } ?? [])
                + CustodyText.says(model.word, of: isClaimed ? nil : []) + CustodyText.at(place)
        }
    }

    indirect enum Deed: Equatable {
        /// A works, which has no land, makes it out of nothing.
        case harvest(lot: String, Int64, on: [Share] = [], daysAgo: Int64 = 0)
        /// An error declaration of a harvest or shipment.
        case declare(SeasonEntry)
        /// Under a certificate of this number, or none.
        case ship(lot: String, Int64, to: String?, under: String? = nil)
        /// `closes`: no more will come.
        case receive(lot: String, Int64, closes: Bool = false)
        /// What went under a document of a sender, of one lot or of all.
        case receiveLoad(String, from: String, lot: String?)
        /// `explained`: why something is missing.
        case count(lot: String, Int64, explained: Bool, daysAgo: Int64)
        case takeBack(lot: String, Int64, to: String?)
        case consume(lot: String, Int64)
        case make(inputs: [Part], output: Part)
        /// With its declaration; or back from the party that it was exported to.
        case bringIn(lot: String, Int64, under: Paper, backFrom: String? = nil)
        /// Opening stock.
        case open(lot: String, Int64)
        /// To a party abroad, under certificates.
        case export(lot: String, Int64, to: String, for: String = "RU", under: [String] = [])
        case certify(number: String, lot: String, Int64)
        case revoke(number: String, lot: String)
        /// A test that was passed, and what it found of a pesticide, in µg/kg.
        case examine(number: String, lot: String, found: Int64?)
        /// Of the administrators, and no event.
        case register(String, NaivePlot)
    }

    struct Water: Equatable {
        let lot: String
        let millionths: Int64
    }

    struct Part: Equatable {
        let lot: String
        let amount: Int64
    }

    /// An import declaration.
    struct Paper: Equatable {
        let number: String
        let amount: Int64
        let country: String
    }

    /// A plot and its part of a harvest.
    struct Share: Equatable {
        let plot: String
        let millionths: Int64
    }

    /// When it happened; a declaration repeats what it declares.
    var daysAgo: Int64 {
        switch deed {
        case .harvest(_, _, _, let days), .count(_, _, _, let days): days
        case .declare(let entry): entry.daysAgo
        default: daysBefore
        }
    }

    /// Whether it is captured; else administrators propose it.
    var isEvent: Bool {
        if case .register = deed { false } else { true }
    }

    /// The entry as EPCIS says it.
    var event: String { event("") }

    private func event(_ added: String) -> String {
        let extra = limits + (custody?.text(by: member) ?? "") + added
        func list(_ lot: String, _ amount: Int64) -> [(String, String?, String?)] {
            [(lot, "\(amount)", "MGM")]
        }
        func party(_ member: String?) -> String? { member.map { "https://daftar.tj/member/" + $0 } }
        switch deed {
        case .harvest(let lot, let amount, let shares, let daysAgo):
            let grown = EventText.grown(
                onShares: shares.map { (plot: $0.plot, share: "\($0.millionths)e-6") })
            return EventText.object(
                "ADD", SeasonMembers.isWorks(member) ? "commissioning" : EventText.harvestStep,
                list(lot, amount), id: id, after: -daysAgo * 24 * World.hour,
                extra: (shares.isEmpty ? "" : grown) + extra)
        case .declare(let entry): return entry.event(EventText.declaration)
        case .register: preconditionFailure("what administrators decide is no event")
        case .examine(let number, let lot, let found):
            let residues = found.map {
                ",\"residues\":[{\"substance\":\"\(SeasonGoods.pesticide)\",\"amount\":\($0)e-3}]"
            }
            let terms = CertificateText.terms(
                number, "test", ",\"result\":\"passed\"" + (residues ?? ""))
            return EventText.object(
                "OBSERVE", CertificateText.certifying, [(lot, nil, nil)], id: id,
                extra: CertificateText.claim(terms))
        case .ship(let lot, let amount, let to, let number):
            let citing = CertificateText.citing(
                number.map { [(SeasonMembers.certifier, $0)] } ?? [])
            return EventText.object(
                "OBSERVE", "shipping", list(lot, amount), to: party(to), id: id,
                extra: citing + (document.map(LoadText.under) ?? "") + extra)
        case .bringIn(let lot, let amount, let paper, let source):
            let terms = PaperText.terms(
                paper.number, of: "\(paper.amount)", "MGM", from: paper.country,
                returned: source == nil ? nil : true)
            return EventText.object(
                "ADD", PaperText.importing, list(lot, amount), from: source, id: id,
                extra: PaperText.declaration(terms) + extra)
        case .open(let lot, let amount):
            return EventText.object(
                "ADD", PaperText.opening, list(lot, amount), id: id,
                extra: PaperText.document() + extra)
        case .export(let lot, let amount, let to, let country, let numbers):
            let citing = CertificateText.citing(numbers.map { (SeasonMembers.issuer(of: $0), $0) })
            return EventText.object(
                "OBSERVE", "shipping", list(lot, amount), to: to, id: id,
                extra: ",\"\(ExportClaim.name)\":\"\(country)\"" + citing + extra)
        case .certify(let number, let lot, let amount):
            return EventText.object(
                "OBSERVE", CertificateText.certifying, list(lot, amount), id: id,
                extra: CertificateText.claim(CertificateText.terms(number, "origin")))
        case .revoke(let number, let lot):
            return CertificateText.revoke(number, of: lot, id: id)
        case .receive(let lot, let amount, let closes):
            return EventText.object(
                "OBSERVE", "receiving", list(lot, amount),
                disposition: closes ? "mismatch_quantity" : nil, id: id, extra: extra)
        case .count(let lot, let amount, let isExplained, let daysAgo):
            let reason = ",\"\(EventMeaning.shortageReason)\":\"gone\""
            return EventText.object(
                "OBSERVE", "stock_taking", list(lot, amount), id: id,
                after: -daysAgo * 24 * World.hour, extra: (isExplained ? reason : "") + extra)
        case .receiveLoad(let document, let sender, let lot):
            return LoadText.receive(
                lot.map { [$0] } ?? [], under: document, from: party(sender), id: id,
                extra: extra)
        case .takeBack(let lot, let amount, let to):
            return EventText.object(
                "OBSERVE", "void_shipping", list(lot, amount), to: party(to), id: id, extra: extra)
        case .consume(let lot, let amount):
            return EventText.object("DELETE", "destroying", list(lot, amount), id: id, extra: extra)
        case .make(let inputs, let output):
            return EventText.transformation(
                inputs.map { ($0.lot, "\($0.amount)", "MGM") }, list(output.lot, output.amount),
                id: id, after: -daysBefore * 24 * World.hour, extra: extra)
        }
    }

    private var limits: String {
        var text = place.map { ",\"bizLocation\":{\"id\":\"\($0)\"}" } ?? ""
        text += readPoint.map { ",\"readPoint\":{\"id\":\"\($0)\"}" } ?? ""
        guard !water.isEmpty else { return text }
        let shares = water.map { "{\"id\":\"\($0.lot)\",\"share\":\($0.millionths)e-6}" }
        return text + ",\"\(MoistureClaim.name)\":[" + shares.joined(separator: ",") + "]"
    }
}

/// The members of random seasons: cooperatives, which may do everything under their own prefix, and a
/// works, which grows nothing.
enum SeasonMembers {
    static let growers = (0..<6).map { "coop-\($0)" }
    static let names = growers + ["works-6"]

    static let certifier = "certifier"
    static let laboratory = "laboratory"
    /// Hands in what the administrators decide.
    static let office = "regulator"

    static func issuer(of number: String) -> String {
        number.hasPrefix("T") ? laboratory : certifier
    }

    /// A works and a store of each.
    static func facilities(of name: String) -> [String] {
        ["W", "S"].map { EventText.plot($0, of: prefix(of: name)) }
    }

    static func isWorks(_ name: String) -> Bool { name.hasPrefix("works") }

    static func plots(of name: String) -> [String] {
        ["P0", "P1"].map { EventText.plot($0, of: prefix(of: name)) }
    }

    static func prefix(of name: String) -> String { "488010" + name.suffix(1) }

    /// And those who certify and test, and the one who hands in what the administrators decide.
    static let genesis: [GenesisMember] =
        names.map {
            World.member(
                $0, isWorks($0) ? ["processor", "importer"] : ["cooperative"],
                scope: MemberScope(companyPrefixes: [prefix(of: $0)]))
        } + [
            World.member(certifier, ["certifier"], scope: .nothing),
            World.member(laboratory, ["laboratory"], scope: .nothing),
            World.member(office, ["regulator"], scope: .nothing),
        ]
}

/// The two products of every member: what grows, and what is made of it.
enum SeasonGoods {
    static let fresh = "012345"
    static let dried = "054321"
    static let crop = "080910"
    static let driedCrop = "081310"
    static let pesticide = "chlorpyrifos"

    static func isDried(_ lot: String) -> Bool { lot.contains(".\(dried).") }
}
