import Traceability

/// Every refusal this node can answer with; Docs/Errors.md is generated from it.
///
/// Codes of other targets are defined where the thing fails; here an *area* (the text before the
/// dot) gives them status and title, so that a new rule needs no change at this seam.
enum ProblemCatalogue {
    /// The refusals of the HTTP surface itself.
    static let own: [ProblemKind] = [
        ProblemKind(
            "request.malformed", 400, .validation, "The request cannot be understood",
            "Correct the header, path or body that `detail` names."),
        ProblemKind(
            "request.parameter", 400, .queryParameter, "A query parameter is wrong",
            "Correct or leave out what `detail` names: unknown, repeated or outside its range."),
        ProblemKind(
            "query.too_large", 413, .queryTooLarge, "More events answer than was allowed",
            "`maxEventCount` is exceeded; narrow the query or page through it."),
        ProblemKind(
            "request.identifier", 400, .queryParameter, "The identifier cannot be read",
            "Write a percent-encoded Digital Link path, a URN or a number of this ledger."),
        ProblemKind(
            "request.no_such_path", 404, .noSuchResource, "There is nothing under this path",
            "Ask for one of the paths that `/openapi.json` lists."),
        ProblemKind(
            "request.method", 405, .implementation, "The path does not take this method",
            "Use a method that `Allow` lists."),
        ProblemKind(
            "request.not_acceptable", 406, .notAcceptable, "No representation is acceptable",
            "Accept one of the media types that `detail` lists."),
        ProblemKind(
            "request.idempotency_key", 409, .resourceAlreadyExists,
            "The idempotency key was used for other content",
            "Take a new key: one stands for one content of one user, for a day."),
        ProblemKind(
            "request.body_too_large", 413, .captureLimitExceeded, "The body is too large",
            "Split the document; `limit` says how many octets are allowed."),
        ProblemKind(
            RuleCode.tooManyEvents.rawValue, 413, .captureLimitExceeded, "Too many events at once",
            "Split the document; `limit` says how many events it may hold."),
        ProblemKind(
            RuleCode.duplicate.rawValue, 409, .resourceAlreadyExists, "The event exists already",
            "An event with this id is on the ledger; an id stands for one event."),
        ProblemKind(
            RuleCode.replayed.rawValue, 409, .resourceAlreadyExists,
            "The transaction was decided before",
            "Each transaction is decided once; sign another to say it again."),
        ProblemKind(
            "request.uri_too_long", 414, .uriTooLong, "The request target is too long",
            "Shorten path and query to `limit` octets together."),
        ProblemKind(
            "request.media_type", 415, .unsupportedMediaType, "The media type is not supported",
            "Send a type that `Accept-Post` lists, not compressed."),
        ProblemKind(
            "request.rate", 429, .implementation, "Too many requests",
            "Wait as many seconds as `Retry-After` says."),
        ProblemKind(
            "auth.missing", 401, .security, "A token is needed",
            "Send `Authorization: Bearer` with a token; `daftar tokens issue` makes one."),
        ProblemKind(
            "auth.token", 401, .security, "The token is not valid",
            "It is unknown here, expired or revoked; which of them is not told."),
        ProblemKind(
            "auth.not_administrator", 403, .security, "Only administrators of the node may",
            "Ask with a token of a user that administers this node; `daftar tokens issue --administrator`."
        ),
        ProblemKind(
            "auth.second_factor_needed", 403, .security, "A second factor is needed first",
            "Enrol: `daftar administer enrol`, then `daftar administer confirm` with a code of the app."
        ),
        ProblemKind(
            "auth.second_factor_missing", 401, .security, "A code is needed",
            "Send a code of the authenticator app, or a recovery code, in `Daftar-Second-Factor`."),
        ProblemKind(
            "auth.second_factor", 401, .security, "The code is not good",
            "Wait for the app's next code: each is good for a minute and a half, and once."),
        ProblemKind(
            "auth.second_factor_locked", 429, .security, "Too many wrong codes",
            "Wait as many seconds as `Retry-After` says; after each further one it is twice as long."
        ),
        ProblemKind(
            "administration.already_revoked", 409, .resourceAlreadyExists,
            "The token is revoked already", "There is nothing left to do."),
        ProblemKind(
            "resource.no_such_token", 404, .noSuchResource, "No such token",
            "Check the id: the second part of a token, as the list shows it."),
        ProblemKind(
            "auth.foreign_alerts", 403, .security, "These alerts are about somebody else",
            "Ask about your own member, or with a token of one that supervises."),
        ProblemKind(
            "auth.content_withheld", 403, .security, "It is not for this reader",
            "Ask with a token of the member who sent it, or of one that supervises; the same without content is public."
        ),
        ProblemKind(
            "auth.foreign_event", 403, .security, "The event is somebody else's",
            "Only a user of the member that recorded the event hands in what opens its fields."),
        ProblemKind(
            "sealing.no_match", 422, .validation, "This opens no field of the event",
            "Send pointer, salt and value exactly as they were sealed; nothing was kept."),
        ProblemKind(
            "auth.foreign_recall", 403, .security, "These lots are none of the member's",
            "Ask about a lot that your member recorded or holds, or with a token of one that supervises."
        ),
        ProblemKind(
            "auth.foreign_lot", 403, .security, "This lot is none of the member's",
            "Ask about a lot that your member recorded or holds, or with a token of one that supervises."
        ),
        ProblemKind(
            "export.product_unknown", 400, .queryParameter, "Nobody said what kind of goods it is",
            "Send `product` with six digits of the Harmonized System, or have the product registered."
        ),
        ProblemKind(
            "export.country_unknown", 400, .queryParameter,
            "The table knows nothing of the country",
            "Send a table of requirements with lines for it; no line is not the same as no requirement."
        ),
        ProblemKind(
            "export.not_goods", 400, .queryParameter, "Only goods have an export case",
            "Ask for a lot or an item that is inside of what carries it."),
        ProblemKind(
            "export.table", 400, .validation, "The table of requirements cannot be read",
            "Correct the place that `detail` names; Docs/Spec/ExportCase.md §2 has the members."),
        ProblemKind(
            "export.too_large", 413, .queryTooLarge, "The case is too large",
            "Ask for a lot with less behind it; `limit` says how much a case may have."),
        ProblemKind(
            "resource.no_such_plot", 404, .noSuchResource, "No harvest of this plot",
            "Check the identifier and the times; no event so far harvests this plot then."),
        ProblemKind(
            "resource.no_such_delegation", 404, .noSuchResource, "No such delegation",
            "Check both member ids; the first confirms that the second records for it."),
        ProblemKind(
            "resource.no_such_event", 404, .noSuchResource, "No such event",
            "Check the percent-encoded id; no block so far holds an event with it."),
        ProblemKind(
            "resource.no_such_capture", 404, .noSuchResource, "No such capture",
            "Check the id; a capture that no block took within a day is gone: send it again."),
        ProblemKind(
            "resource.no_such_transaction", 404, .noSuchResource, "No such transaction",
            "Check the id; a transaction that no block took before its expiry is gone."),
        ProblemKind(
            "resource.no_such_block", 404, .noSuchResource, "No such block",
            "Ask for a height up to that of `/ledger/v1/status`."),
        ProblemKind(
            "resource.no_checkpoint", 404, .noSuchResource, "No checkpoint yet",
            "Wait until enough validators are up; `/ledger/v1/status` says how many are."),
        ProblemKind(
            "resource.not_on_node", 404, .noSuchResource, "Not on this node yet",
            "Ask another node, or this one later: it fills in what lies before its snapshot."),
        ProblemKind(
            "resource.no_such_lot", 404, .noSuchResource, "No such lot",
            "Check the identifier; no event so far names this lot."),
        ProblemKind(
            "resource.no_such_member", 404, .noSuchResource, "No such member",
            "Check the id against `/v1/members`."),
        ProblemKind(
            "resource.no_such_certificate", 404, .noSuchResource, "No such certificate",
            "Check issuer and number; a certificate on paper alone is not on the ledger."),
        ProblemKind(
            "resource.no_such_label", 404, .noSuchResource, "This label is unknown",
            "Read the code again; it may be a copy, a mistake or not yet recorded."
        ),
        ProblemKind(
            "node.failure", 500, .implementation, "The node failed",
            "Tell the operator the `requestID`: it is a defect of the node, not of the request."),
        ProblemKind(
            "node.busy", 503, .implementation, "The node takes no more for the moment",
            "Send it again after `Retry-After` seconds; nothing was kept."),
        ProblemKind(
            "node.archive", 503, .implementation, "An archive is away",
            "Ask another node; the operator of this one has to bring its archive back."),
        ProblemKind(
            "node.joining", 503, .implementation, "The node takes over the state of its peers",
            "Ask another node, or this one again: `detail` says how far it is."),
        ProblemKind(
            "node.slow", 503, .implementation, "The answer took too long",
            "Repeat it under the same `Idempotency-Key`; what was accepted stays accepted."),
        ProblemKind(
            "node.stopping", 503, .implementation, "The node is stopping",
            "Send it to another node, or here after its restart; nothing was kept."),
    ]

    /// What the codes of other targets mean to HTTP, by area.
    static let areas: [ProblemKind] = [
        ProblemKind(
            "json", 400, .validation, "The body is not valid JSON",
            "Strict JSON: UTF-8, no repeated names, bounded depth; `violations` tell the place."),
        ProblemKind(
            "epcis", 400, .validation, "The document is not valid EPCIS 2.0",
            "`violations` list each field with its JSON Pointer, line and column."),
        ProblemKind(
            "gs1", 400, .validation, "An identifier is not a valid GS1 identifier",
            "Syntax, length, check digit or order of qualifiers; `violations` tell which."),
        ProblemKind(
            "quantity", 400, .validation, "A quantity cannot be counted",
            "The unit is unknown, or the amount is negative or too large."),
        ProblemKind(
            "sealing", 400, .validation, "The document cannot be sealed",
            "What is private travels as a commitment; `violations` tell what stands in the way."),
        ProblemKind(
            "query", 400, .queryParameter, "The query cannot be answered",
            "A parameter is unknown or malformed; nothing is ignored in silence."),
        ProblemKind(
            "cbor", 400, .validation, "The body is not deterministic CBOR",
            "RFC 8949 §4.2.1; the only spelling of a value is accepted."),
        ProblemKind(
            "content", 400, .validation, "The content cannot be understood",
            "Its media type or version is not one that the ledger reads."),
        ProblemKind(
            "transaction", 400, .validation, "The transaction is not acceptable",
            "Envelope, signature, chain, expiry or content digest; `detail` says which."),
        ProblemKind(
            "governance", 422, .validation, "The proposal is not in force",
            "Not enough administrators signed it, it is not the next one, or its changes cannot hold."
        ),
        ProblemKind(
            "evidence", 422, .validation, "The evidence convicts nobody",
            "It is signed otherwise, about a height to come, or on record already."),
        ProblemKind(
            "member", 403, .security, "The member may not do that",
            "The member is unknown or suspended, its key does not sign for it, or its roles do "
                + "not allow the step."),
        ProblemKind(
            "scope", 422, .validation, "The member may not create this identifier",
            "A lot is created under a prefix of its creator's scope; the ledger holds the scopes."),
        ProblemKind(
            "event", 422, .validation, "The event breaks a rule of the ledger",
            "A rule on one event: its id, its time, its parts; `violations` tell which."),
        ProblemKind(
            "declaration", 422, .validation, "The error declaration corrects nothing",
            "It declares an error of an event that the ledger does not hold, or not of this member."
        ),
        ProblemKind(
            "lot", 422, .validation, "The lot does not allow that",
            "Created twice, of another dimension, or unknown where it must be known."),
        ProblemKind(
            "balance", 422, .validation, "More leaves than has arrived",
            "What the ledger has counted cannot be overspent; the numbers stand beside the rule."),
        ProblemKind(
            "harvest", 422, .validation, "The land does not bear that",
            "A harvest names plots of the member's own, and is no more than they can bear."),
        ProblemKind(
            "plot", 422, .validation, "The land is not registered so",
            "An outline is a ring in the territory, of the area declared, and lies on no other plot."
        ),
        ProblemKind(
            "yield", 422, .validation, "The goods do not yield that",
            "What comes of goods lies in a range that the administrators set; the numbers stand beside "
                + "the rule."),
        ProblemKind(
            "facility", 422, .validation, "The facility cannot do that",
            "More would lie there than it holds, or be made there in a day than it can make."),
        ProblemKind(
            "export", 422, .validation, "The goods may not leave for there",
            "What a country demands stands in the limits that the administrators set."),
        ProblemKind(
            "import", 422, .validation, "The goods do not come in so",
            "An import names its declaration and is no more than that says; what comes back had left."
        ),
        ProblemKind(
            "opening", 422, .validation, "That is no opening stock",
            "What was there before is recorded once a lot, with a document, in a member's first days."
        ),
        ProblemKind(
            "certificate", 422, .validation, "The certificate does not allow that",
            "Goods leave under a certificate that is valid, is for them, and has enough left."),
        ProblemKind(
            "custody", 422, .validation, "The goods do not bear that claim",
            "A claim comes in by certificates, and no more goods leave under it than came in."),
        ProblemKind(
            "delegation", 403, .security, "The member may not record that for another",
            "A member records for those that confirmed it, within what they confirmed."),
        ProblemKind(
            "consignment", 422, .validation, "The consignment does not allow that",
            "Nothing under way answers to what is received or taken back."),
        ProblemKind(
            "shipment", 422, .validation, "The load on its way does not allow that",
            "A load has a carrier and seals on record, by the despatch document it goes under."),
        ProblemKind(
            "stock", 422, .validation, "The count does not agree with the books",
            "A count of stock is held against what the ledger knows of it."),
        ProblemKind(
            "container", 422, .validation, "The container does not allow that",
            "It holds something else than what is packed or unpacked."),
    ]

    private static let byCode: [String: ProblemKind] = Dictionary(
        uniqueKeysWithValues: (own + areas).map { ($0.code, $0) })

    /// The kind of a code: its own entry, or that of its area with the code kept.
    static func kind(of code: String) -> ProblemKind? {
        if let exact = byCode[code] { return exact }
        let area = code.prefix { $0 != "." }
        guard area.count < code.count, let kind = byCode[String(area)] else { return nil }
        return ProblemKind(code, kind.status, kind.exception, kind.title, kind.meaning)
    }
}
