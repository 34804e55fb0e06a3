import EPCIS

/// The reader's codes in general words; a violation itself names the member and the value.
extension Violation.Code {
    var meaning: String {
        switch self {
        case .jsonSyntax: "The text is not JSON (RFC 8259)."
        case .jsonEncoding: "The bytes are not UTF-8, or an escape names half a character."
        case .jsonDuplicateKey: "A name stands twice in one object."
        case .jsonNumber: "A number is not written as JSON has it, or no exact decimal holds it."
        case .jsonLimit: "The text is nested too deeply, or holds too many values."
        case .missingField: "A member that the standard requires is not there."
        case .wrongType: "A member is of another JSON type than the standard says."
        case .unknownField: "The standard has no such member here, and it is no extension."
        case .unknownEventType: "The type is none of the five of EPCIS 2.0."
        case .badTime: "A time is not RFC 3339 with a zone."
        case .badTimeZoneOffset: "The offset is not ±hh:mm from -14:00 to +14:00."
        case .badAction: "The action is none of `ADD`, `OBSERVE`, `DELETE`."
        case .badVocabulary: "The word is not in CBV 2.0, and it is no URI."
        case .badIdentifier: "An identifier is no URI (RFC 3986)."
        case .badUnit: "The unit is no code of UN/CEFACT Recommendation 20."
        case .badContext:
            "`@context` lacks the EPCIS context, names one that is unknown, or redefines."
        case .undeclaredPrefix: "An extension's prefix is declared nowhere."
        case .misplacedField: "This type of event, or this action, does not have the member."
        case .emptyEvent: "The event names nothing that it happened to."
        case .badSensor: "A sensor element has no report, or a value of it is malformed."
        case .badVersion: "`schemaVersion` is no version of EPCIS 2."
        case .tooManyEvents: "The document has more events than a document may have."
        case .quantityNegative: "An amount is below zero."
        case .quantityTooLarge: "An amount is beyond 2^63 - 1 smallest units."
        case .quantityOfPiece: "An amount without a unit is no whole number."
        case .gs1Syntax: "It claims to be a GS1 identifier and breaks the grammar of its key."
        case .gs1CheckDigit: "The check digit does not follow from the digits before it."
        case .gs1Qualifier:
            "A Digital Link qualifier stands in the wrong place or at the wrong key."
        case .sealingNeededByRule:
            "A member that a rule of the ledger reads, or something in it, is called private."
        case .sealingStandardField: "A member of the standard is called private."
        case .sealingOutsideEvent: "A private member stands outside of the events."
        case .sealingBadList: "The list of private names is not written as it must be."
        case .sealingMalformed: "What stands in place of a private value is no commitment."
        case .sealingTooLarge: "A private value is too long, or there are too many."
        case .sealingOpenField:
            "A document that its member signed has a private field that is open."
        }
    }

    var remedy: String {
        switch self {
        case .jsonSyntax:
            "Write the document with a JSON library; `line` and `column` tell the place."
        case .jsonEncoding: "Send UTF-8 without a byte order mark."
        case .jsonDuplicateKey: "Write the name once: readers disagree on which of two counts."
        case .jsonNumber: "Write digits, a point and an exponent, without leading zeros."
        case .jsonLimit: "Send several smaller documents."
        case .missingField: "Add the member that `pointer` names."
        case .wrongType: "Write the value as the standard's schema has it."
        case .unknownField: "Correct the spelling, or give the extension a prefix and declare it."
        case .unknownEventType:
            "Use `ObjectEvent`, `AggregationEvent`, `TransactionEvent`, `TransformationEvent` or "
                + "`AssociationEvent`."
        case .badTime: "Write `2026-07-12T08:30:00+05:00`."
        case .badTimeZoneOffset: "Write `+05:00`."
        case .badAction: "Use one of the three, in capitals."
        case .badVocabulary: "Use the bare word of CBV 2.0, or a URI of your own."
        case .badIdentifier: "Percent-encode what is not ASCII; write a URN or a Digital Link."
        case .badUnit: "Write the code, such as `KGM` for kilograms; leave it out for pieces."
        case .badContext:
            "Name the context of GS1 and define prefixes in an object; no other address is fetched."
        case .undeclaredPrefix: "Define it in `@context`, or in the header `GS1-Extensions`."
        case .misplacedField:
            "Move the member to an event that has it; `ilmd` goes with `ADD` only."
        case .emptyEvent: "Name objects, quantities, or inputs and outputs, as the type has them."
        case .badSensor: "Give each sensor element at least one `sensorReport` with valid values."
        case .badVersion: "Write `2.0`."
        case .tooManyEvents: "Split it into several documents."
        case .quantityNegative: "Record the opposite movement instead of a negative amount."
        case .quantityTooLarge: "Check the unit: no lot is as large as that."
        case .quantityOfPiece: "Write a whole number, or the unit that is meant."
        case .gs1Syntax: "Correct what `message` names: length, digits or characters."
        case .gs1CheckDigit:
            "Read the code again: one digit is wrong; `message` has the one expected."
        case .gs1Qualifier: "Order them as GS1 does: `/01/…/22/…/10/…/21/…`."
        case .sealingNeededByRule:
            "Leave it open: every validator judges by it. Put what is private into a member of its own."
        case .sealingStandardField:
            "List names of extensions only, with a declared prefix or in full."
        case .sealingOutsideEvent:
            "Move it into the event that it is about; header and document are read by everybody."
        case .sealingBadList:
            "Write names, or objects with `name` and `readers`, a list of parties."
        case .sealingMalformed:
            "Write `{\"https://daftar.tj/voc/sealed\": \"…\"}` with 64 lowercase hexadecimal digits and "
                + "nothing else."
        case .sealingTooLarge: "Shorten it, or seal the digest of a file; `message` has the limit."
        case .sealingOpenField:
            "Seal before signing: `daftar openings seal` writes the document to sign and its openings."
        }
    }
}
