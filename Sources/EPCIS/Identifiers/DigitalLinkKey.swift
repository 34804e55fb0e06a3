/// The primary keys of a GS1 Digital Link and what may follow each.
///
/// Spec: GS1 Digital Link URI Syntax 1.4 §4; the dlpkey lines of the GS1 syntax dictionary.
enum DigitalLinkKey: CaseIterable {
    case sscc, gtin, gdti, gcn, ginc, gsin, gln, invoicingParty, party, grai, giai, itip, cpid
    case gmn, gsrnProvider, gsrnRecipient

    var ai: StaticString {
        switch self {
        case .sscc: "00"
        case .gtin: "01"
        case .gdti: "253"
        case .gcn: "255"
        case .ginc: "401"
        case .gsin: "402"
        case .gln: "414"
        case .invoicingParty: "415"
        case .party: "417"
        case .grai: "8003"
        case .giai: "8004"
        case .itip: "8006"
        case .cpid: "8010"
        case .gmn: "8013"
        case .gsrnProvider: "8017"
        case .gsrnRecipient: "8018"
        }
    }

    /// The digits at the start, check digit included; `nil` where the value is text.
    var digitCount: Int? {
        switch self {
        case .sscc, .gsrnProvider, .gsrnRecipient: 18
        case .gtin, .grai: 14
        case .itip: 18
        case .gdti, .gcn, .gln, .invoicingParty, .party: 13
        case .gsin: 17
        case .ginc, .giai, .cpid, .gmn: nil
        }
    }

    /// Whatever may stand behind the digits in the same value.
    var serial: (set: GS1Value.CharacterSet, lengthMax: Int)? {
        switch self {
        case .gdti: (.text, 17)
        case .gcn: (.digits, 12)
        case .grai: (.text, 16)
        case .ginc, .giai: (.text, 30)
        case .cpid: (.partNumber, 30)
        case .gmn: (.text, 25)
        default: nil
        }
    }

    /// Qualifiers in the order in which they may follow.
    var qualifiers: [DigitalLinkQualifier] {
        switch self {
        case .gtin: [.variant, .lot, .serial, .controlledSerial]
        case .itip: [.variant, .lot, .serial]
        case .gln: [.extensionComponent, .unionImporter]
        case .party, .giai: [.unionImporter]
        case .invoicingParty: [.paymentReference]
        case .cpid: [.componentSerial]
        case .gsrnProvider, .gsrnRecipient: [.serviceInstance]
        default: []
        }
    }

    /// The kind without qualifier.
    var kind: ObjectKind {
        switch self {
        case .sscc: .logisticUnit
        case .gtin, .itip: .product
        case .gdti: .document
        case .gcn: .coupon
        case .ginc, .gsin: .consignment
        case .gln: .location
        case .party: .party
        case .invoicingParty, .gmn: .other
        case .grai: .returnableAsset
        case .giai: .individualAsset
        case .cpid: .component
        case .gsrnProvider, .gsrnRecipient: .serviceRelation
        }
    }
}

/// Spec: as ``DigitalLinkKey``.
enum DigitalLinkQualifier {
    case variant, lot, serial, controlledSerial, extensionComponent, unionImporter
    case paymentReference, componentSerial, serviceInstance

    var ai: StaticString {
        switch self {
        case .variant: "22"
        case .lot: "10"
        case .serial: "21"
        case .controlledSerial: "235"
        case .extensionComponent: "254"
        case .unionImporter: "7040"
        case .paymentReference: "8020"
        case .componentSerial: "8011"
        case .serviceInstance: "8019"
        }
    }

    var value: (set: GS1Value.CharacterSet, lengthMax: Int) {
        switch self {
        case .variant, .lot, .serial, .extensionComponent: (.text, 20)
        case .controlledSerial: (.text, 28)
        case .unionImporter: (.text, 4)
        case .paymentReference: (.text, 25)
        case .componentSerial: (.digits, 12)
        case .serviceInstance: (.digits, 10)
        }
    }
}
