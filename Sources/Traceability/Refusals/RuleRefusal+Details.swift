package import LedgerCore

extension RuleRefusal {
    /// The named values of the rule's sentence, in the order told.
    package var details: [OutcomeDetail] {
        switch self {
        case .unknownContentType(let type):
            [
                OutcomeDetail("type", type),
                OutcomeDetail("known", ContentType.known.joined(separator: ", ")),
            ]
        case .notInterpreted, .replayed, .differs, .notSupported, .tooLarge: []
        case .wayIn(let refusal): refusal.details
        case .custody(let refusal): refusal.details
        case .notGovernance(let reason), .notEvidence(let reason), .plotShares(let reason),
            .certificateUnreadable(let reason), .shipmentUnreadable(let reason):
            [OutcomeDetail("reason", reason)]
        case .contentTooLarge(let bytes, let max):
            [OutcomeDetail("bytes", "\(bytes)"), OutcomeDetail("max", "\(max)")]
        case .tooManyEvents(let count, let max):
            [OutcomeDetail("count", "\(count)"), OutcomeDetail("max", "\(max)")]
        case .wrongChain(let signed, let expected):
            [
                OutcomeDetail("signed", signed.description),
                OutcomeDetail("expected", expected.description),
            ]
        case .expired(let expiry, let time):
            [OutcomeDetail("expiry", expiry.iso8601), OutcomeDetail("time", time.iso8601)]
        case .expiryTooFar(let expiry, let latest):
            [OutcomeDetail("expiry", expiry.iso8601), OutcomeDetail("latest", latest.iso8601)]
        case .badSignature(let key), .badApproval(let key): [OutcomeDetail("key", key.description)]
        case .memberUnknown(let member), .memberSuspended(let member), .foreignMember(let member):
            [OutcomeDetail("member", member.text)]
        case .keyUnknown(let key, let member), .keyTaken(let key, let member):
            [OutcomeDetail("key", key.description), OutcomeDetail("member", member.text)]
        case .keyRevoked(let key, let height):
            [OutcomeDetail("key", key.description), OutcomeDetail("height", height.description)]
        case .roleMissing(let member, let roles):
            [
                OutcomeDetail("member", member.text),
                OutcomeDetail("roles", roles.map(\.rawValue).joined(separator: ", ")),
            ]
        case .fromFuture(let eventTime, let blockTime, let tolerance):
            [
                OutcomeDetail("eventTime", eventTime.iso8601),
                OutcomeDetail("time", blockTime.iso8601),
                OutcomeDetail("tolerance", "\(tolerance) ms"),
            ]
        case .duplicate(let event, let height):
            [OutcomeDetail("event", event), OutcomeDetail("height", height.description)]
        case .unknownEvent(let event): [OutcomeDetail("event", event)]
        case .alreadySpent(let lot, let available, let asked, let unit),
            .moreThanInput(let lot, let available, let asked, let unit):
            [OutcomeDetail("lot", lot)] + amounts(available, asked, unit)
        case .foreignPrefix(let lot, let member, let scope):
            [
                OutcomeDetail("lot", lot), OutcomeDetail("member", member.text),
                OutcomeDetail("scope", scope.spoken.joined(separator: ", ")),
            ]
        case .foreignCreator(let lot, let creator):
            [OutcomeDetail("lot", lot), OutcomeDetail("creator", creator.text)]
        case .failedTest(let lot, let certificate):
            [OutcomeDetail("lot", lot)] + named(certificate)
        case .alreadyCreated(let lot): [OutcomeDetail("lot", lot)]
        case .unitMismatch(let lot, let expected, let found):
            [
                OutcomeDetail("lot", lot), OutcomeDetail("expected", expected.spokenName),
                OutcomeDetail("found", found.spokenName),
            ]
        case .overdrawn(let lot, let holder, let available, let asked, let unit),
            .consignmentNotFound(let lot, let holder, let available, let asked, let unit):
            [OutcomeDetail("lot", lot), OutcomeDetail("holder", holder.text)]
                + amounts(available, asked, unit)
        case .aboveCeiling(let lot, let part, let harvested, let ceiling, let squareMetres):
            [
                OutcomeDetail("lot", lot), OutcomeDetail("plot", part.plot),
                OutcomeDetail("crop", part.crop.text), OutcomeDetail("season", "\(part.season)"),
                OutcomeDetail("area", "\(squareMetres) m²"),
                OutcomeDetail("harvested", SmallestUnit.milligram.spoken(harvested)),
                OutcomeDetail("asked", SmallestUnit.milligram.spoken(part.mass)),
                OutcomeDetail("ceiling", SmallestUnit.milligram.spoken(ceiling)),
                OutcomeDetail(
                    "available", SmallestUnit.milligram.spoken(max(0, ceiling - harvested))),
            ]
        case .unknownPlot(let plot): [OutcomeDetail("plot", plot)]
        case .foreignPlot(let plot, let owner):
            [OutcomeDetail("plot", plot), OutcomeDetail("owner", owner.text)]
        case .otherCrop(let lot, let commodity, let plot, let crop):
            [
                OutcomeDetail("lot", lot), OutcomeDetail("commodity", commodity.text),
                OutcomeDetail("plot", plot), OutcomeDetail("crop", crop.text),
            ]
        case .outlineUnsound(let plot, let reason):
            [OutcomeDetail("plot", plot), OutcomeDetail("reason", reason)]
        case .swappedCoordinates(let plot, let point, let country),
            .outsideTerritory(let plot, let point, let country):
            [
                OutcomeDetail("plot", plot),
                OutcomeDetail("longitude", GeoPoint.degrees(point.longitude)),
                OutcomeDetail("latitude", GeoPoint.degrees(point.latitude)),
                OutcomeDetail("territory", country.text),
            ]
        case .areaDiffers(let plot, let declared, let measured, let thousandths):
            [
                OutcomeDetail("plot", plot), OutcomeDetail("declared", "\(declared) m²"),
                OutcomeDetail("measured", "\(measured) m²"),
                OutcomeDetail("tolerance", "\(thousandths) ‰"),
            ]
        case .overlaps(let plot, let other, let overlap, let allowed):
            [
                OutcomeDetail("plot", plot), OutcomeDetail("other", other),
                OutcomeDetail("overlap", "\(overlap) m²"),
                OutcomeDetail("allowed", "\(allowed) m²"),
            ]
        case .outOfRange(let lot, let yield):
            [
                OutcomeDetail("lot", lot),
                OutcomeDetail("from", yield.inputs.map(\.text).joined(separator: ", ")),
                OutcomeDetail("to", yield.output.text),
                OutcomeDetail("input", SmallestUnit.milligram.spoken(yield.massIn)),
                OutcomeDetail("output", SmallestUnit.milligram.spoken(yield.massOut)),
                OutcomeDetail("least", SmallestUnit.milligram.spoken(yield.least)),
                OutcomeDetail("most", SmallestUnit.milligram.spoken(yield.most)),
            ]
        case .dryMatter(let lot, let input, let output, let asked):
            [
                OutcomeDetail("lot", lot),
                OutcomeDetail("input", SmallestUnit.milligram.spoken(input)),
                OutcomeDetail("output", SmallestUnit.milligram.spoken(output)),
                OutcomeDetail("asked", SmallestUnit.milligram.spoken(asked)),
                OutcomeDetail(
                    "available", SmallestUnit.milligram.spoken(max(0, input - output))),
            ]
        case .moistureUnreadable(let reason), .exportUnreadable(let reason):
            [OutcomeDetail("reason", reason)]
        case .overCapacity(let facility, let held, let asked, let capacity):
            [
                OutcomeDetail("facility", facility),
                OutcomeDetail("held", SmallestUnit.milligram.spoken(held)),
                OutcomeDetail("asked", SmallestUnit.milligram.spoken(asked)),
                OutcomeDetail("capacity", SmallestUnit.milligram.spoken(capacity)),
                OutcomeDetail(
                    "available", SmallestUnit.milligram.spoken(max(0, capacity - held))),
            ]
        case .overThroughput(let facility, let day, let made, let asked, let throughput):
            [
                OutcomeDetail("facility", facility), OutcomeDetail("day", Self.date(day)),
                OutcomeDetail("made", SmallestUnit.milligram.spoken(made)),
                OutcomeDetail("asked", SmallestUnit.milligram.spoken(asked)),
                OutcomeDetail("throughput", SmallestUnit.milligram.spoken(throughput)),
                OutcomeDetail(
                    "available", SmallestUnit.milligram.spoken(max(0, throughput - made))),
            ]
        case .embargo(let departure, let until):
            details(departure) + [OutcomeDetail("until", until?.iso8601 ?? "further notice")]
        case .exportCertificate(let departure, let kind):
            details(departure) + [OutcomeDetail("kind", kind.rawValue)]
        case .exportResidue(let departure, let substance, let found, let most):
            details(departure) + [
                OutcomeDetail("substance", substance),
                OutcomeDetail("found", found.map { "\($0) µg/kg" } ?? "nothing measured"),
                OutcomeDetail("most", "\(most) µg/kg"),
            ]
        case .certificateKnown(let certificate), .certificateUnknown(let certificate):
            named(certificate)
        case .certificateExpired(let certificate, let validFrom, let validUntil, let time):
            named(certificate) + [
                OutcomeDetail("validFrom", validFrom.iso8601),
                OutcomeDetail("validUntil", validUntil.iso8601),
                OutcomeDetail("time", time.iso8601),
            ]
        case .certificateRevoked(let certificate, let height):
            named(certificate) + [OutcomeDetail("height", height.description)]
        case .certificateScope(let certificate, let lot, let reason):
            named(certificate) + [OutcomeDetail("lot", lot), OutcomeDetail("reason", reason)]
        case .certificateUnaccounted(let lot, let unaccounted, let asked, let unit):
            [
                OutcomeDetail("lot", lot),
                OutcomeDetail("unaccounted", unit.spoken(unaccounted)),
                OutcomeDetail("asked", unit.spoken(asked)),
            ]
        case .certificateOverdrawn(let certificate, let available, let asked, let unit):
            named(certificate) + amounts(available, asked, unit)
        case .delegationUnreadable, .delegationMissing, .delegationExpired, .delegationOwnWord,
            .delegationScope:
            delegationDetails
        case .unknownUnit(let found): [OutcomeDetail("found", found)]
        case .tooManyConsignments(let lot, let open):
            [OutcomeDetail("lot", lot), OutcomeDetail("open", "\(open)")]
        case .shipmentUnknown(let document): [OutcomeDetail("document", document)]
        case .notCarrier(let document, let carrier):
            [
                OutcomeDetail("document", document),
                OutcomeDetail("carrier", carrier.spoken),
            ]
        case .sealsDiffer(let document, let recorded, let found):
            [
                OutcomeDetail("document", document),
                OutcomeDetail("recorded", recorded.joined(separator: ", ")),
                OutcomeDetail("found", found.isEmpty ? "none" : found.joined(separator: ", ")),
            ]
        case .tooManyLines(let document, let max):
            [OutcomeDetail("document", document), OutcomeDetail("max", "\(max)")]
        case .nothingDue(let document, let receiver):
            [OutcomeDetail("document", document), OutcomeDetail("receiver", receiver.text)]
        case .movedSince(let lot, let moved, let counted):
            [
                OutcomeDetail("lot", lot), OutcomeDetail("moved", moved.iso8601),
                OutcomeDetail("counted", counted.iso8601),
            ]
        case .surplus(let lot, let counted, let booked, let tolerance, let unit),
            .unexplained(let lot, let counted, let booked, let tolerance, let unit):
            [
                OutcomeDetail("lot", lot), OutcomeDetail("counted", unit.spoken(counted)),
                OutcomeDetail("booked", unit.spoken(booked)),
                OutcomeDetail("tolerance", unit.spoken(tolerance)),
            ]
        case .foreignHolder(let container, let holder):
            [OutcomeDetail("container", container), OutcomeDetail("holder", holder.text)]
        case .onTheRoad(let container): [OutcomeDetail("container", container)]
        case .notInside(let container, let lot, let available, let asked, let unit):
            [OutcomeDetail("container", container), OutcomeDetail("lot", lot)]
                + amounts(available, asked, unit)
        case .containerTooLarge(let container, let max), .containerTooDeep(let container, let max):
            [OutcomeDetail("container", container), OutcomeDetail("max", "\(max)")]
        case .quorumMissing(let have, let need):
            [OutcomeDetail("have", "\(have)"), OutcomeDetail("need", "\(need)")]
        case .wrongNumber(let found, let expected):
            [OutcomeDetail("found", "\(found)"), OutcomeDetail("expected", "\(expected)")]
        case .unknownSubject(let subject): [OutcomeDetail("subject", subject)]
        case .partyTaken(let party, let member):
            [OutcomeDetail("party", party), OutcomeDetail("member", member.text)]
        case .keyInUse(let key, let use):
            [OutcomeDetail("key", key.description), OutcomeDetail("use", use)]
        case .proposalExpired(let validUntil, let time):
            [OutcomeDetail("validUntil", validUntil.iso8601), OutcomeDetail("time", time.iso8601)]
        case .parameterOutOfRange(let name, let value, let range):
            [
                OutcomeDetail("name", name), OutcomeDetail("value", "\(value)"),
                OutcomeDetail("min", "\(range.lowerBound)"),
                OutcomeDetail("max", "\(range.upperBound)"),
            ]
        case .validatorKnown(let validator): [OutcomeDetail("validator", validator.text)]
        case .possessionUnproven(let key, let validator):
            [OutcomeDetail("validator", validator.text), OutcomeDetail("key", key.description)]
        case .validatorCount(let count, let max), .tooManyValidatorChanges(let count, let max):
            [OutcomeDetail("count", "\(count)"), OutcomeDetail("max", "\(max)")]
        case .ruleHeightPassed(let from, let earliest):
            [OutcomeDetail("from", "\(from)"), OutcomeDetail("earliest", "\(earliest)")]
        case .ruleVersionOld(let version, let inForce):
            [OutcomeDetail("version", "\(version)"), OutcomeDetail("inForce", "\(inForce)")]
        case .evidenceAhead(let height, let latest):
            [OutcomeDetail("height", "\(height)"), OutcomeDetail("latest", "\(latest)")]
        case .evidenceRecorded(let validator, let height):
            [OutcomeDetail("validator", validator.text), OutcomeDetail("height", "\(height)")]
        case .evidenceNotProven(let height): [OutcomeDetail("height", "\(height)")]
        }
    }

    /// The day of a number of days since 1970, such as `2026-09-21`.
    private static func date(_ day: Int64) -> String {
        let (start, overflow) = day.multipliedReportingOverflow(by: 86_400_000)
        let text = Timestamp(milliseconds: overflow ? .max : start).iso8601
        return String(text.prefix { $0 != "T" })
    }

    private func details(_ departure: Departure) -> [OutcomeDetail] {
        [
            OutcomeDetail("lot", departure.lot),
            OutcomeDetail("goods", departure.commodity?.text ?? "of a kind that is not registered"),
            OutcomeDetail("destination", departure.destination.text),
        ]
    }

    private func named(_ certificate: CertificateReference) -> [OutcomeDetail] {
        [
            OutcomeDetail("issuer", certificate.issuer.text),
            OutcomeDetail("number", certificate.number),
        ]
    }

    private func amounts(
        _ available: Int64, _ asked: Int64, _ unit: SmallestUnit
    ) -> [OutcomeDetail] {
        [
            OutcomeDetail("available", unit.spoken(available)),
            OutcomeDetail("asked", unit.spoken(asked)),
        ]
    }
}

extension Address {
    fileprivate var spoken: String {
        switch self {
        case .member(let member): member.text
        case .party(let party): party
        case .nobody: "nobody"
        }
    }
}
