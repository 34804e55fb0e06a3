import LedgerCore
import Traceability

/// What events say of certificates, and the members that issue them.
enum CertificateText {
    static let certifying = "https://daftar.tj/voc/BizStep-certifying"
    static let revoking = "https://daftar.tj/voc/BizStep-revoking"
    static let from = Timestamp(milliseconds: EventText.time.milliseconds - 30 * 24 * World.hour)
    static let until = Timestamp(milliseconds: EventText.time.milliseconds + 30 * 24 * World.hour)

    static let lot = EventText.lot("A1")
    static let other = EventText.lot("A2")
    static let buyer = "https://buyer.example/"

    static let members =
        World.members + [
            World.member("certifier", ["certifier"], scope: .nothing),
            World.member("inspector", ["inspector"], scope: .nothing),
            World.member("laboratory-2", ["laboratory"], scope: .nothing),
        ]

    static func claim(_ json: String) -> String {
        ",\"\(CertificateClaim.name)\":\(json)"
    }

    static func terms(_ number: String, _ kind: String, _ more: String = "") -> String {
        "{\"number\":\"\(number)\",\"kind\":\"\(kind)\",\"validFrom\":\"\(from.iso8601)\","
            + "\"validUntil\":\"\(until.iso8601)\"\(more)}"
    }

    static func issue(
        _ number: String, _ kind: String = "phytosanitary", of goods: String, _ kilograms: String?,
        holder: String? = nil, result: String? = nil, id: String? = nil, extra: String = ""
    ) -> String {
        var more = result.map { ",\"result\":\"\($0)\"" } ?? ""
        more += holder.map { ",\"holder\":\"\($0)\"" } ?? ""
        return EventText.object(
            "OBSERVE", certifying, [(goods, kilograms, kilograms.map { _ in "KGM" })], id: id,
            extra: claim(terms(number, kind, more)) + extra)
    }

    static func revoke(
        _ number: String, of goods: String, id: String? = nil, extra: String = ""
    ) -> String {
        EventText.object(
            "OBSERVE", revoking, [(goods, nil, nil)], id: id,
            extra: claim("{\"number\":\"\(number)\"}") + extra)
    }

    /// Kilograms that leave for a buyer under certificates, by issuer and number.
    static func ship(
        _ kilograms: Int, of lot: String = lot, under certificates: [(String, String)],
        id: String? = nil, extra: String = ""
    ) -> String {
        EventText.ship(lot, kilograms, to: buyer, id: id, extra: citing(certificates) + extra)
    }

    /// Issuers and numbers.
    static func citing(_ certificates: [(String, String)]) -> String {
        let list = certificates.map { "{\"issuer\":\"\($0.0)\",\"number\":\"\($0.1)\"}" }
        guard !list.isEmpty else { return "" }
        return ",\"\(CertificateCitation.name)\":[" + list.joined(separator: ",") + "]"
    }
}

extension World {
    /// The farm has 100 kg of a lot and 50 of another; the plant health service has certified 60 kg
    /// of the first as P1.
    static func certified(_ version: RuleVersion = RuleVersion(2)) throws -> World {
        var world = try World(members: CertificateText.members)
        if version != .first { try world.adopt(version) }
        try world.done(EventText.harvest(CertificateText.lot, 100), by: "farm")
        try world.done(EventText.harvest(CertificateText.other, 50), by: "farm")
        try world.done(
            CertificateText.issue("P1", of: CertificateText.lot, "60"), by: "inspector")
        return world
    }

    func certificate(_ number: String, of issuer: String) throws -> CertificateLeaf? {
        let reference = CertificateReference(issuer: World.id(issuer), number: number)
        return try Registry.certificate(reference, in: state)
    }

    /// What is left of it, in smallest units.
    func left(_ number: String, of issuer: String) throws -> Int64? {
        try certificate(number, of: issuer)?.allowance?.left
    }

    /// Block time of the last block.
    var lastTime: Timestamp { time.advanced(byMilliseconds: -1000) }
}
