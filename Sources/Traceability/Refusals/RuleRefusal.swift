package import LedgerCore

/// A rule that was broken, with the numbers a person needs.
package enum RuleRefusal: Error, Equatable, Sendable {
    case unknownContentType(String)
    case notInterpreted
    case notGovernance(reason: String)
    case notEvidence(reason: String)
    case contentTooLarge(bytes: Int, max: UInt64)
    case tooManyEvents(count: Int, max: UInt64)

    case wrongChain(signed: ChainID, expected: ChainID)
    case expired(expiry: Timestamp, blockTime: Timestamp)
    case expiryTooFar(expiry: Timestamp, latest: Timestamp)
    case badSignature(KeyID)
    case replayed

    case memberUnknown(MemberID)
    case memberSuspended(MemberID)
    case keyUnknown(KeyID, of: MemberID)
    case keyRevoked(KeyID, at: Height)
    case roleMissing(MemberID, needs: [Role])

    case fromFuture(eventTime: Timestamp, blockTime: Timestamp, toleranceMilliseconds: Int64)
    case duplicate(event: String, height: Height)

    case unknownEvent(String)
    case foreignMember(MemberID)
    case differs
    case notSupported
    case alreadySpent(lot: String, available: Int64, asked: Int64, unit: SmallestUnit)

    case foreignPrefix(lot: String, member: MemberID, scope: MemberScope)
    case foreignCreator(lot: String, creator: MemberID)
    case alreadyCreated(lot: String)
    case unitMismatch(lot: String, expected: SmallestUnit, found: SmallestUnit)
    case failedTest(lot: String, CertificateReference)
    case moreThanInput(lot: String, available: Int64, asked: Int64, unit: SmallestUnit)
    case overdrawn(
        lot: String, holder: MemberID, available: Int64, asked: Int64, unit: SmallestUnit)

    case aboveCeiling(
        lot: String, HarvestPart, harvested: Int64, ceiling: Int64, squareMetres: UInt64)
    case plotShares(reason: String)
    case unknownPlot(String)
    case foreignPlot(String, owner: MemberID)
    case otherCrop(lot: String, CommodityCode, plot: String, crop: CommodityCode)

    case outlineUnsound(plot: String, reason: String)
    case swappedCoordinates(plot: String, GeoPoint, CountryCode)
    case outsideTerritory(plot: String, GeoPoint, CountryCode)
    case areaDiffers(plot: String, declared: UInt64, measured: UInt64, thousandths: Int64)
    case overlaps(plot: String, other: String, overlap: UInt64, allowed: UInt64)

    case outOfRange(lot: String, Yield)
    case dryMatter(lot: String, input: Int64, output: Int64, asked: Int64)
    case moistureUnreadable(reason: String)

    case overCapacity(facility: String, held: Int64, asked: Int64, capacity: Int64)
    case overThroughput(facility: String, day: Int64, made: Int64, asked: Int64, throughput: Int64)

    case exportUnreadable(reason: String)
    case embargo(Departure, until: Timestamp?)
    case exportCertificate(Departure, CertificateKind)
    case exportResidue(Departure, substance: String, found: UInt64?, most: UInt64)

    /// Of goods that come in with papers.
    case wayIn(WayInRefusal)

    /// Of goods under a claim.
    case custody(CustodyRefusal)

    case certificateUnreadable(reason: String)
    case certificateKnown(CertificateReference)
    case certificateUnknown(CertificateReference)
    case certificateExpired(
        CertificateReference, validFrom: Timestamp, validUntil: Timestamp, at: Timestamp)
    case certificateRevoked(CertificateReference, from: Height)
    case certificateScope(CertificateReference, lot: String, reason: String)
    case certificateUnaccounted(lot: String, unaccounted: Int64, asked: Int64, unit: SmallestUnit)
    case certificateOverdrawn(
        CertificateReference, available: Int64, asked: Int64, unit: SmallestUnit)

    case delegationUnreadable(reason: String)
    case delegationMissing(DelegationReference, withdrawn: Height?)
    case delegationExpired(DelegationReference, until: Timestamp, at: Timestamp)
    case delegationOwnWord(DelegationReference)
    case delegationScope(DelegationReference, reason: String)

    case tooLarge
    case unknownUnit(String)

    case consignmentNotFound(
        lot: String, holder: MemberID, available: Int64, asked: Int64, unit: SmallestUnit)
    case tooManyConsignments(lot: String, open: Int)

    case shipmentUnreadable(reason: String)
    case shipmentUnknown(document: String)
    case notCarrier(document: String, carrier: Address)
    case sealsDiffer(document: String, recorded: [String], found: [String])
    case tooManyLines(document: String, max: UInt64)
    case nothingDue(document: String, receiver: MemberID)

    case movedSince(lot: String, moved: Timestamp, counted: Timestamp)
    case surplus(
        lot: String, counted: Int64, booked: Int64, tolerance: Int64, unit: SmallestUnit)
    case unexplained(
        lot: String, counted: Int64, booked: Int64, tolerance: Int64, unit: SmallestUnit)

    case foreignHolder(container: String, holder: MemberID)
    case onTheRoad(container: String)
    case notInside(
        container: String, lot: String, available: Int64, asked: Int64, unit: SmallestUnit)
    case containerTooLarge(container: String, max: Int)
    case containerTooDeep(container: String, max: Int)

    case quorumMissing(have: Int, need: Int)
    case wrongNumber(found: UInt64, expected: UInt64)
    case badApproval(KeyID)
    case unknownSubject(String)
    case partyTaken(String, by: MemberID)
    case keyTaken(KeyID, by: MemberID)
    case keyInUse(KeyID, use: String)
    case proposalExpired(validUntil: Timestamp, blockTime: Timestamp)
    case parameterOutOfRange(String, value: UInt64, range: ClosedRange<UInt64>)
    case validatorKnown(MemberID)
    case possessionUnproven(KeyID, of: MemberID)
    case validatorCount(Int, max: Int)
    case tooManyValidatorChanges(Int, max: Int)
    case ruleHeightPassed(from: Height, earliest: Height)
    case ruleVersionOld(RuleVersion, inForce: RuleVersion)

    case evidenceAhead(height: Height, latest: Height)
    case evidenceRecorded(MemberID, height: Height)
    case evidenceNotProven(height: Height)
}

extension RuleRefusal {
    /// The refusal as the outcome of a transaction or event tells it.
    ///
    /// - Parameter place: JSON Pointer into the content.
    package func refusal(at place: String = "") -> Refusal {
        Refusal(code: code.rawValue, place: place, details: details)
    }
}
