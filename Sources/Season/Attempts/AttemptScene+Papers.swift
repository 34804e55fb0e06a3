import EPCIS

/// What goes on the road, under which papers, and for where.
extension AttemptScene {
    /// Spec: Docs/Spec/MassBalance.md §9.1.
    var onTheRoad: [SeasonAttempt] {
        let seals = ["S-1", "S-2"]
        return [
            SeasonAttempt(
                "shipment.seals_differ",
                "A load that left with two seals is handed over with one.",
                instead: "Both seals; or that they were replaced, which stays on record.",
                by: farm,
                [
                    diary.harvest(Self.tonne),
                    diary.ship(Self.tonne, to: packer, [sealNumbers(seals)]),
                    diary.handOver(Self.tonne, to: packer, [sealNumbers([seals[0]])]),
                ])
        ]
    }

    /// Spec: Docs/Spec/MassBalance.md §14.
    var underPapers: [SeasonAttempt] {
        let buyer = members.importers[0]
        return [
            SeasonAttempt(
                "certificate.unknown",
                "Apricots leave under a certificate that nobody issued.",
                instead: "The number of one that the inspector issued.",
                by: farm,
                [
                    diary.harvest(Self.tonne),
                    diary.ship(Self.tonne, to: packer, [certificate("X-1")]),
                ]),
            SeasonAttempt(
                "certificate.overdrawn",
                "600 kg leave under a certificate for 500 kg.",
                instead: "What is left of it; or a second certificate.",
                by: farm,
                [
                    diary.ship(
                        600_000, of: Self.certified, to: buyer,
                        [certificate(Paper.phytosanitary)])
                ]),
            SeasonAttempt(
                "certificate.revoked",
                "Apricots leave under a certificate that was bought, and is revoked.",
                instead: "A certificate that the inspector issued after a look at the goods.",
                by: farm,
                [
                    diary.ship(
                        100_000, of: Self.certified, to: buyer, [certificate(Paper.bought)])
                ]),
            SeasonAttempt(
                "certificate.scope",
                "The papers of one lot are shown for another.",
                instead: "The certificate of that lot.",
                by: farm,
                [
                    diary.harvest(Self.tonne),
                    diary.ship(100_000, to: buyer, [certificate(Paper.phytosanitary)]),
                ]),
            SeasonAttempt(
                "certificate.unaccounted",
                "Apricots of no known orchard get the papers of others.",
                instead: "Where they grew; or they leave without a certificate.",
                by: farm,
                [
                    diary.harvest(Self.tonne, on: nil),
                    diary.ship(100_000, to: buyer, [certificate(Paper.phytosanitary)]),
                ]),
            SeasonAttempt(
                "lot.failed_test",
                "Apricots that failed a test are sorted into a new lot and sold with papers.",
                instead: "A test that the new lot passes.",
                by: farm,
                [
                    diary.make(Self.tonne, of: .freshApricot, from: Self.failed),
                    diary.ship(
                        100_000, of: FarmDiary.made, to: buyer,
                        [certificate(Paper.phytosanitary)]),
                ]),
        ]
    }

    /// Spec: Docs/Spec/MassBalance.md §13.6.
    var abroad: [SeasonAttempt] {
        let (almaty, riga) = (members.importers[0], members.importers[1])
        return [
            SeasonAttempt(
                "export.embargo",
                "Fresh apricots leave for a country that takes none.",
                instead: "Another country; or the end of the embargo.",
                by: farm,
                [
                    diary.ship(
                        100_000, of: Self.certified, to: packer, [destination("AQ")])
                ]),
            SeasonAttempt(
                "export.certificate_missing",
                "Fresh apricots leave for Kazakhstan without a phytosanitary certificate.",
                instead: "The same under a certificate of the inspector.",
                by: farm,
                [diary.ship(100_000, of: Self.certified, to: almaty, [destination("KZ")])]),
            SeasonAttempt(
                "export.residue",
                "Apricots with more of a pesticide than Latvia allows leave for Riga.",
                instead: "Apricots of which a test found no more than is allowed.",
                by: farm,
                [
                    diary.ship(
                        100_000, of: Self.certified, to: riga,
                        [
                            certificate(Paper.residues, by: members.laboratory),
                            destination("LV"),
                        ])
                ]),
        ]
    }

    private func certificate(
        _ number: String, by issuer: SeasonMember? = nil
    ) -> FarmDiary.Extension {
        let issuer = issuer ?? members.inspector
        return (
            "agri:certificates",
            .array([object([("issuer", .string(issuer.id)), ("number", .string(number))])])
        )
    }

    private func destination(_ country: String) -> FarmDiary.Extension {
        ("agri:destinationCountry", .string(country))
    }

    private func sealNumbers(_ seals: [String]) -> FarmDiary.Extension {
        ("agri:sealNumbers", .array(seals.map { .string($0) }))
    }
}
