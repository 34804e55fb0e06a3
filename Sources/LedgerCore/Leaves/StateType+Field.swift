/// The kinds of facts that the rules of the field keep.
extension StateType {
    /// Which member a party id stands for; id is the key of the party's identifier.
    package static let party = StateType(16)
    /// ``LotLeaf``; id is the lot's key.
    package static let lot = StateType(17)
    /// ``AccountLeaf``; id is [unit, member, lot].
    package static let account = StateType(18)
    /// ``ConsignmentsLeaf``; id is [unit, address, lot].
    package static let consignments = StateType(19)
    /// ``EventLeaf``; id is the event id.
    package static let event = StateType(20)
    /// ``ContainerLeaf``; id is the key of the container.
    package static let container = StateType(21)
    /// ``TransformationLeaf``; id is [member, transformation id].
    package static let transformation = StateType(22)
    /// The last id spent with an expiry in an hour; id is the hour since 1970, in CBOR.
    package static let expiryHour = StateType(23)
    /// The oldest hour of expiry that is not swept; one leaf with an empty id.
    package static let expirySweep = StateType(24)
    /// ``GapLeaf``; id is [[height, transaction, event], number].
    package static let gap = StateType(25)
    /// ``ShipmentLeaf``; id is [member, key of the despatch document].
    package static let shipment = StateType(26)
    /// ``OriginsLeaf``; id is the lot's key.
    package static let origins = StateType(28)
    /// ``LoadPageLeaf``; id is [member, key of the despatch document, page].
    package static let loadPage = StateType(27)
    /// ``ClaimAccountLeaf``; id is [member, place, class, claim, unit, beginning of the period].
    package static let claimAccount = StateType(29)
    /// ``PlotLeaf``; id is the key of the plot.
    package static let plot = StateType(30)
    /// ``MassLeaf``; id is [plot, crop, season].
    package static let harvest = StateType(31)
    /// ``FacilityLeaf``; id is the key of the place.
    package static let facility = StateType(32)
    /// ``CertificateLeaf``; id is [issuer, number].
    package static let certificate = StateType(33)
    /// ``RulePack``; id is its number from 1 on, in CBOR, or empty for ``RulePacksLeaf``.
    package static let rulePack = StateType(34)
    /// ``ProductLeaf``; id is the key of the class.
    package static let product = StateType(35)
    /// ``PlotCellLeaf``; id is [column, row].
    package static let plotCell = StateType(36)
    /// How many facilities of a member have a limit on what is made; id is the member id.
    package static let works = StateType(37)
    /// ``MassLeaf``; id is [place] for what lies there, [place, day] for what it made.
    package static let facilityBook = StateType(38)
    /// ``FacilityUseLeaf``; id is the event id.
    package static let facilityUse = StateType(39)
    /// ``ImportDeclarationLeaf``; id is the number of the declaration.
    package static let importDeclaration = StateType(40)
    /// Block time of a member's first record under rules that ask for it; id is the member id.
    package static let firstRecord = StateType(41)
    /// ``CustodyLeaf``; id is the lot's key.
    package static let custody = StateType(42)
}

extension StateKey {
    package static func lot(_ lot: String) -> StateKey { StateKey(.lot, lot) }

    package static func account(of holder: MemberID, lot: String, in unit: SmallestUnit) -> StateKey
    {
        StateKey(.account, fields: 3) { writer in
            writer.value(unit)
            writer.value(holder)
            writer.text(lot)
        }
    }

    package static func consignments(
        to address: Address, lot: String, in unit: SmallestUnit
    ) -> StateKey {
        StateKey(.consignments, fields: 3) { writer in
            writer.value(unit)
            writer.value(address)
            writer.text(lot)
        }
    }

    package static func origins(of lot: String) -> StateKey { StateKey(.origins, lot) }

    package static func custody(of lot: String) -> StateKey { StateKey(.custody, lot) }

    package static func claimAccount(_ account: ClaimAccount) -> StateKey {
        StateKey(.claimAccount, account.encoded())
    }

    package static func importDeclaration(_ number: String) -> StateKey {
        StateKey(.importDeclaration, number)
    }

    package static func firstRecord(of member: MemberID) -> StateKey {
        StateKey(.firstRecord, member.text)
    }

    package static func shipment(_ document: String, of sender: MemberID) -> StateKey {
        StateKey(.shipment, fields: 2) { writer in
            writer.value(sender)
            writer.text(document)
        }
    }

    /// - Parameter page: from 0 on.
    package static func loadPage(
        _ page: UInt64, under document: String, of sender: MemberID
    ) -> StateKey {
        StateKey(.loadPage, fields: 3) { writer in
            writer.value(sender)
            writer.text(document)
            writer.unsigned(page)
        }
    }

    package static func gap(_ gap: GapReference) -> StateKey { StateKey(.gap, gap.encoded()) }

    package static func event(_ id: String) -> StateKey { StateKey(.event, id) }

    package static func container(_ container: String) -> StateKey {
        StateKey(.container, container)
    }

    package static func transformation(_ id: String, of member: MemberID) -> StateKey {
        StateKey(.transformation, fields: 2) { writer in
            writer.value(member)
            writer.text(id)
        }
    }

    package static func party(_ party: String) -> StateKey { StateKey(.party, party) }

    package static func spent(_ transaction: Digest) -> StateKey {
        StateKey(.transaction, transaction.bytes)
    }
}

/// The keys of land and its limits.
extension StateKey {
    package static func plot(_ plot: String) -> StateKey { StateKey(.plot, plot) }

    package static func plotCell(_ cell: PlotCell) -> StateKey {
        StateKey(.plotCell, fields: 2) { writer in
            writer.signed(cell.column)
            writer.signed(cell.row)
        }
    }

    package static func facility(_ facility: String) -> StateKey {
        StateKey(.facility, facility)
    }

    package static func works(of member: MemberID) -> StateKey { StateKey(.works, member.text) }

    package static func held(at facility: String) -> StateKey {
        StateKey(.facilityBook, fields: 1) { writer in
            writer.text(facility)
        }
    }

    package static func made(at facility: String, on day: Int64) -> StateKey {
        StateKey(.facilityBook, fields: 2) { writer in
            writer.text(facility)
            writer.signed(day)
        }
    }

    package static func facilityUse(_ event: String) -> StateKey {
        StateKey(.facilityUse, event)
    }

    package static func harvest(_ part: HarvestPart) -> StateKey {
        StateKey(.harvest, fields: 3) { writer in
            writer.text(part.plot)
            writer.value(part.crop)
            writer.unsigned(part.season)
        }
    }

    package static func certificate(_ certificate: CertificateReference) -> StateKey {
        StateKey(.certificate, certificate.encoded())
    }

    package static func product(_ product: String) -> StateKey { StateKey(.product, product) }

    package static let rulePacks = StateKey(.rulePack, Bytes())

    package static func rulePack(_ number: UInt64) -> StateKey {
        StateKey(.rulePack, number.encoded())
    }
}

/// The registry's keys.
extension StateKey {
    package static func member(_ member: MemberID) -> StateKey { StateKey(.member, member.text) }

    package static func key(_ key: KeyID) -> StateKey { StateKey(.key, key.digest.bytes) }

    package static let administrators = StateKey(.administrators, Bytes())
    package static let parameters = StateKey(.parameters, Bytes())
    package static let validators = StateKey(.validators, Bytes())
    package static let rules = StateKey(.rules, Bytes())
    package static let evidenceCount = StateKey(.evidenceNumber, Bytes())

    package static func formerValidators(_ number: UInt64) -> StateKey {
        StateKey(.formerValidators, number.encoded())
    }

    package static func evidence(_ number: UInt64) -> StateKey {
        StateKey(.evidence, number.encoded())
    }

    package static func evidenceNumber(of validator: KeyID, at height: Height) -> StateKey {
        StateKey(.evidenceNumber, fields: 2) { writer in
            writer.value(validator)
            writer.value(height)
        }
    }
}
