package import LedgerCore

/// The rules that a transaction or an event can break, by their stable codes.
///
/// Spec: Docs/ADR/0007-error-codes.md; Docs/Spec/Rules.md §6.
package enum RuleCode: String, Hashable, Sendable, CaseIterable {
    case unknownContentType = "content.unknown_type"
    case notInterpreted = "content.not_interpreted"
    case notGovernance = "content.not_governance"
    case notEvidence = "content.not_evidence"
    case contentTooLarge = "content.too_large"
    case tooManyEvents = "content.too_many_events"

    case wrongChain = "transaction.wrong_chain"
    case expired = "transaction.expired"
    case expiryTooFar = "transaction.expiry_too_far"
    case badSignature = "transaction.bad_signature"
    case replayed = "transaction.replayed"

    case memberUnknown = "member.unknown"
    case memberSuspended = "member.suspended"
    case keyUnknown = "member.key_unknown"
    case keyRevoked = "member.key_revoked"
    case roleMissing = "member.role_missing"

    case fromFuture = "event.from_future"
    case duplicate = "event.duplicate"

    case unknownEvent = "declaration.unknown_event"
    case foreignMember = "declaration.foreign_member"
    case differs = "declaration.differs"
    case notSupported = "declaration.not_supported"
    case alreadySpent = "declaration.already_spent"

    case foreignPrefix = "scope.foreign_prefix"
    case foreignCreator = "lot.foreign_creator"
    case alreadyCreated = "lot.already_created"
    case unitMismatch = "lot.unit_mismatch"
    case failedTest = "lot.failed_test"
    case moreThanInput = "balance.more_than_input"
    case overdrawn = "balance.overdrawn"

    case aboveCeiling = "harvest.above_ceiling"
    case plotShares = "harvest.plot_shares"
    case unknownPlot = "harvest.unknown_plot"
    case foreignPlot = "harvest.foreign_plot"
    case otherCrop = "harvest.other_crop"

    case outlineUnsound = "plot.outline_unsound"
    case swappedCoordinates = "plot.swapped_coordinates"
    case outsideTerritory = "plot.outside_territory"
    case areaDiffers = "plot.area_differs"
    case overlaps = "plot.overlaps"

    case outOfRange = "yield.out_of_range"
    case dryMatter = "yield.dry_matter"
    case moistureUnreadable = "yield.moisture_unreadable"

    case overCapacity = "facility.over_capacity"
    case overThroughput = "facility.over_throughput"

    case exportUnreadable = "export.unreadable"
    case embargo = "export.embargo"
    case exportCertificate = "export.certificate_missing"
    case exportResidue = "export.residue"

    case importUnreadable = "import.unreadable"
    case foreignDeclaration = "import.foreign_declaration"
    case declarationDiffers = "import.declaration_differs"
    case importOverdrawn = "import.overdrawn"
    case notLeft = "import.not_left"
    case openingUnreadable = "opening.unreadable"
    case openingTooLate = "opening.too_late"
    case openingRecorded = "opening.already_recorded"

    case certificateUnreadable = "certificate.unreadable"
    case certificateKnown = "certificate.known"
    case certificateUnknown = "certificate.unknown"
    case certificateExpired = "certificate.expired"
    case certificateRevoked = "certificate.revoked"
    case certificateScope = "certificate.scope"
    case certificateUnaccounted = "certificate.unaccounted"
    case certificateOverdrawn = "certificate.overdrawn"

    case delegationUnreadable = "delegation.unreadable"
    case delegationMissing = "delegation.not_confirmed"
    case delegationExpired = "delegation.expired"
    case delegationOwnWord = "delegation.own_word"
    case delegationScope = "delegation.scope"

    case custodyUnreadable = "custody.unreadable"
    case custodyCertificate = "custody.certificate_missing"
    case custodyLotDiffers = "custody.lot_differs"
    case custodyTransformationDiffers = "custody.transformation_differs"
    case custodyTooWeak = "custody.too_weak"
    case custodySeveralInputs = "custody.several_inputs"
    case custodyOtherProduct = "custody.other_product"
    case custodyUnaccounted = "custody.unaccounted"
    case custodyUnmeasured = "custody.unmeasured"
    case custodyMoreThanInput = "custody.more_than_input"
    case custodyOverdrawn = "custody.overdrawn"
    case custodyCreditSpent = "custody.credit_spent"

    case tooLarge = "balance.too_large"
    case unknownUnit = "quantity.unknown_unit"

    case consignmentNotFound = "consignment.not_found"
    case tooManyConsignments = "consignment.too_many"

    case shipmentUnreadable = "shipment.unreadable"
    case shipmentUnknown = "shipment.unknown"
    case notCarrier = "shipment.not_carrier"
    case sealsDiffer = "shipment.seals_differ"
    case tooManyLines = "shipment.too_many_lots"
    case nothingDue = "shipment.nothing_due"

    case movedSince = "stock.moved_since"
    case surplus = "stock.surplus"
    case unexplained = "stock.unexplained"

    case foreignHolder = "container.foreign_holder"
    case onTheRoad = "container.on_the_road"
    case notInside = "container.not_inside"
    case containerTooLarge = "container.too_large"
    case containerTooDeep = "container.too_deep"

    case quorumMissing = "governance.quorum_missing"
    case wrongNumber = "governance.wrong_number"
    case badApproval = "governance.bad_approval"
    case unknownSubject = "governance.unknown_subject"
    case partyTaken = "governance.party_taken"
    case keyTaken = "governance.key_taken"
    case keyInUse = "governance.key_in_use"
    case proposalExpired = "governance.expired"
    case parameterOutOfRange = "governance.parameter_out_of_range"
    case validatorKnown = "governance.validator_known"
    case possessionUnproven = "governance.possession_unproven"
    case validatorCount = "governance.validator_count"
    case tooManyValidatorChanges = "governance.validator_changes"
    case ruleHeightPassed = "governance.rule_height_passed"
    case ruleVersionOld = "governance.rule_version_old"

    case evidenceAhead = "evidence.height_ahead"
    case evidenceRecorded = "evidence.already_recorded"
    case evidenceNotProven = "evidence.not_proven"
}

extension RuleCode {
    /// What was wrong and what would make it pass, with `{name}` where a detail of that name belongs.
    package var template: String {
        switch self {
        case .unknownContentType:
            "The ledger does not execute content of the type {type}; send {known}."
        case .notInterpreted:
            "A capture says in its signed header how it is to be interpreted; this one does not."
        case .notGovernance: "The content is not a governance proposal: {reason}."
        case .notEvidence: "The content is no evidence of a broken rule: {reason}."
        case .contentTooLarge: "The content has {bytes} bytes; {max} are allowed."
        case .tooManyEvents: "The document has {count} events; {max} are allowed. Send several."
        case .wrongChain: "Signed for chain {signed}; this is {expected}. Sign it for this chain."
        case .expired: "It expired at {expiry} and the block is of {time}. Sign it anew."
        case .expiryTooFar: "It expires at {expiry}; at most {latest} is allowed now."
        case .badSignature: "The signature does not verify under the key {key}."
        case .replayed: "This transaction was decided before; each is decided once."
        case .memberUnknown: "There is no member {member} in the registry."
        case .memberSuspended: "The member {member} is suspended; the administrators can lift that."
        case .keyUnknown:
            "The key {key} is not registered for {member}; the administrators can add it."
        case .keyRevoked:
            "The key {key} is not in force at height {height}; sign with another key."
        case .roleMissing:
            "{member} has none of the roles that may record this: {roles}."
        case .fromFuture:
            "The event happened at {eventTime}, more than {tolerance} after block time {time}."
        case .duplicate:
            "The event {event} is on the ledger, at height {height}; to correct it, declare its error."
        case .unknownEvent:
            "There is no event {event} on the ledger whose error could be declared."
        case .foreignMember: "The event is of {member}, which alone can declare its error."
        case .differs:
            "An error declaration repeats the event it is of; this one says other things."
        case .notSupported:
            "The ledger cannot take this event back by itself; record the opposite movement."
        case .alreadySpent:
            "{asked} of {lot} would be taken back, and {available} is left of what the event did; "
                + "declare the later events first."
        case .foreignPrefix:
            "{member} may not create {lot}: its identity lies outside the member's scope ({scope})."
        case .foreignCreator: "{lot} was created by {creator}, which alone may add to it."
        case .alreadyCreated: "{lot} is one item and was created before."
        case .unitMismatch: "{lot} is counted in {expected}; this says {found}."
        case .failedTest:
            "{lot} failed the test {number} of {issuer}, or is made of what did; it goes under no "
                + "certificate until a later test of it passes."
        case .moreThanInput:
            "{asked} of {lot} would come out, and {available} is left of what went in; record first "
                + "what else went in, water too, or make no more than {available}."
        case .overdrawn:
            "{holder} has {available} of {lot} and this takes {asked}; record first how it got "
                + "the rest, or take no more than {available}."
        case .aboveCeiling:
            "{asked} of {lot} are said to have grown on {plot}; its {area} bear {ceiling} of {crop} in "
                + "the season of {season}, and {harvested} are recorded. Record no more than "
                + "{available}, or name the other plots it grew on; the administrators can correct "
                + "a plot."
        case .plotShares: "The plots of the harvest cannot be counted against: {reason}."
        case .unknownPlot:
            "There is no plot {plot} in the registry; the administrators can add it. Without a "
                + "plot the harvest is recorded, and unaccounted."
        case .foreignPlot: "The plot {plot} is harvested by {owner}."
        case .otherCrop:
            "{lot} is {commodity}, and {crop} grows on {plot}; name the plots that it grew on, or have "
                + "the administrators correct the plot."
        case .outlineUnsound: "The outline of {plot} is none: {reason}."
        case .swappedCoordinates:
            "The outline of {plot} has a corner at longitude {longitude} and latitude {latitude}; with "
                + "the two swapped it lies in {territory}. Give longitude first."
        case .outsideTerritory:
            "The outline of {plot} has a corner at longitude {longitude} and latitude {latitude}, outside "
                + "of {territory}. Correct the outline, or the box of {territory} in the limits."
        case .areaDiffers:
            "{plot} is said to have {declared}, and its outline measures {measured}; {tolerance} of "
                + "difference are allowed. Correct the area or the outline."
        case .overlaps:
            "{overlap} of {plot} lie on {other}, and {allowed} may. Correct the outline that is wrong, or "
                + "set the other plot to 0 m² first if it is no more."
        case .outOfRange:
            "With {lot}, {output} of {to} come of {input} of {from}, and {least} to {most} can. Record "
                + "what else went in, came out or was lost, or correct the amount."
        case .dryMatter:
            "{asked} of dry matter would come out in {lot}, after {output} of the {input} that went in; "
                + "{available} is left. Correct the amount or the moisture, or record what else went in."
        case .moistureUnreadable: "What the event says of moisture cannot be read: {reason}."
        case .overCapacity:
            "{asked} would come to {facility}, which holds {held} of {capacity}. Record first what left, "
                + "bring no more than {available}, or have the administrators correct the capacity."
        case .overThroughput:
            "{asked} would be made at {facility} on {day}, where {made} of {throughput} a day are made. "
                + "Make no more than {available}, or have the administrators correct the throughput."
        case .exportUnreadable: "Where the goods leave for cannot be read: {reason}."
        case .embargo:
            "{lot}, {goods}, may not leave for {destination} until {until}; send it elsewhere, or have the "
                + "administrators correct the limits or register what it is."
        case .exportCertificate:
            "{lot}, {goods}, leaves for {destination} under no {kind} certificate; name one that is for it."
        case .exportResidue:
            "{lot}, {goods}, leaves for {destination} with {found} of {substance}, and {most} may; name a "
                + "test of it that found no more."
        case .importUnreadable:
            "By which declaration the goods come in cannot be read: {reason}. Without the step importing "
                + "they are recorded, and unaccounted."
        case .foreignDeclaration:
            "The import declaration {number} was recorded by {member}, which alone imports under it."
        case .declarationDiffers:
            "The import declaration {number} is on record as {recorded}, and this says {found}. Say the "
                + "same, or declare the events under it errors first and record it anew."
        case .importOverdrawn:
            "{asked} would be imported under the declaration {number}, and {available} of it is left; "
                + "import no more than {available}, or name the other declaration."
        case .notLeft:
            "{asked} of {lot} would come back, and {available} of it left the country to where the event "
                + "says it comes from. Bring back no more than {available}, name as the source whom it was "
                + "shipped to, or import it as a new lot."
        case .openingUnreadable: "The opening stock cannot be recorded: {reason}."
        case .openingTooLate:
            "{member} recorded something for the first time at {first}, and opening stock until {until}. "
                + "Record how the goods came in; without papers they are unaccounted."
        case .openingRecorded:
            "{lot} has come into being on the ledger already, and has no opening stock more; record how "
                + "the rest came in, or declare that event an error first."
        case .certificateUnreadable:
            "What the event says of a certificate cannot be read: {reason}."
        case .certificateKnown:
            "{issuer} issued a certificate {number} before; each number is issued once."
        case .certificateUnknown: "{issuer} issued no certificate {number}."
        case .certificateExpired:
            "The certificate {number} of {issuer} is valid from {validFrom} to {validUntil}, and this "
                + "is of {time}."
        case .certificateRevoked:
            "The certificate {number} of {issuer} is revoked, from height {height} on."
        case .certificateScope:
            "The certificate {number} of {issuer} is not for {lot}: {reason}. Name the certificate "
                + "that is, or record those goods without any."
        case .certificateUnaccounted:
            "{unaccounted} of {asked} of {lot} are unaccounted, and no certificate covers them; record "
                + "first where they came from, or record them without a certificate."
        case .certificateOverdrawn:
            "{asked} would be drawn from the certificate {number} of {issuer}, and {available} is left; "
                + "draw no more than {available}, or have another one issued."
        case .delegationUnreadable:
            "What the event says of who records for whom cannot be read: {reason}."
        case .delegationMissing:
            "{principal} has not confirmed that {delegate} records for it ({standing}); it confirms that "
                + "by an event of its own."
        case .delegationExpired:
            "That {delegate} records for {principal} ended at {validUntil} and the block is of {time}; "
                + "{principal} can confirm it anew."
        case .delegationOwnWord:
            "{principal} alone issues and revokes its certificates, and says who records for it; "
                + "{delegate} cannot."
        case .delegationScope:
            "{principal} has not confirmed that {delegate} records this for it: {reason}. {principal} "
                + "records it, or confirms more."
        case .custodyUnreadable, .custodyCertificate, .custodyLotDiffers,
            .custodyTransformationDiffers, .custodyTooWeak, .custodySeveralInputs,
            .custodyOtherProduct, .custodyUnaccounted, .custodyUnmeasured, .custodyMoreThanInput,
            .custodyOverdrawn, .custodyCreditSpent:
            custodyTemplate
        case .tooLarge: "The sum is beyond what the ledger can count (2^63 - 1 smallest units)."
        case .unknownUnit: "{found} is no UN/CEFACT unit that the ledger counts with."
        case .consignmentNotFound:
            "{holder} has {available} of {lot} on the road there, and this takes back {asked}."
        case .tooManyConsignments:
            "{open} consignments of {lot} are on the road to that address; let some be received."
        case .shipmentUnreadable:
            "What the event says of a load on its way cannot be read: {reason}."
        case .shipmentUnknown:
            "Nothing was sent under the despatch document {document}; record first that it left."
        case .notCarrier:
            "{carrier} has the load of the document {document}; who has it, or its sender, hands it over."
        case .sealsDiffer:
            "The load of the document {document} has the seals {recorded} on record, and this names "
                + "{found}; name those on record, or say that they were replaced."
        case .tooManyLines:
            "More went under the document {document} than the {max} lots that are received at once; "
                + "receive them by lots, with their quantities."
        case .nothingDue:
            "Nothing of what is meant is on the road to {receiver} under the document {document}: it was "
                + "received or taken back, goes to another, or is in dispute."
        case .movedSince:
            "{lot} was counted at {counted}, and the last event that moved it was at {moved}: count it again."
        case .surplus:
            "{counted} of {lot} were counted and {booked} are in the books, with a tolerance of {tolerance}; "
                + "record the rest by the way it came in."
        case .unexplained:
            "{counted} of {lot} were counted and {booked} are in the books, with a tolerance of {tolerance}; "
                + "say in shortageReason why the rest is missing."
        case .foreignHolder:
            "{container} is held by {holder}; only a holder packs, unpacks and ships it."
        case .onTheRoad: "{container} is on the road; it is received or taken back first."
        case .notInside: "{available} of {lot} is inside {container}, and this takes out {asked}."
        case .containerTooLarge:
            "More than {max} things would be inside {container}, or move with it; use more of them."
        case .containerTooDeep: "{container} holds containers more than {max} deep."
        case .quorumMissing: "{have} administrators approved, and {need} must."
        case .wrongNumber: "The proposal has number {found}; the next is {expected}."
        case .badApproval: "The approval of {key} is no valid signature of an administrator."
        case .unknownSubject: "{subject} is not in the registry."
        case .keyTaken: "The key {key} was registered for {member}; a new key takes its place."
        case .partyTaken: "{party} stands for the member {member} already."
        case .keyInUse:
            "The key {key} is that of {use} already; a key serves one purpose of one holder."
        case .proposalExpired:
            "The proposal could be done until {validUntil} and the block is of {time}."
        case .parameterOutOfRange: "{name} would be {value}; {min} to {max} are allowed."
        case .validatorKnown: "There is a validator {validator} already; rotate it to change it."
        case .possessionUnproven:
            "The key {key} did not sign that {validator} is to be a validator of this chain."
        case .validatorCount: "There would be {count} validators; 1 to {max} are allowed."
        case .tooManyValidatorChanges:
            "{count} validators would change in this block; {max} may. Change the others in the next."
        case .ruleHeightPassed:
            "It cannot hold from height {from} on; {earliest} is the earliest now."
        case .ruleVersionOld:
            "Version {version} of the rules is older than {inForce}, which is in force."
        case .evidenceAhead: "The evidence is about height {height}; this is height {latest}."
        case .evidenceRecorded: "{validator} is on record for height {height} already."
        case .evidenceNotProven:
            "Nothing in it is signed so that it convicts a validator of height {height}."
        }
    }

    /// The template with the details of a refusal in place.
    package func sentence(_ details: [OutcomeDetail]) -> String {
        var text = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            text += rest[..<open]
            text += details.first { $0.name == name }?.value ?? "?"
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}
