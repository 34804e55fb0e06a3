import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import NIOCore
import Query
import Traceability

/// What a lot needs for a country, as an answer or packed and signed.
///
/// Spec: Docs/Spec/ExportCase.md.
struct ExportRoutes {
    let index: QueryIndex
    let gateway: Gateway
    let readers: Readers
    let limits: NodeLimits

    func add(to routes: RouteBuilder) {
        routes.get("/v1/lots/{lot}/export-case", .user) { request, context in
            try await answer(request, context, table: .standard)
        }
        routes.post("/v1/lots/{lot}/export-case", .user) { request, context in
            try request.requireContentType([MediaTypes.json])
            let bytes = try await request.bytes(upTo: RequirementTable.bytesMax)
            return try await answer(request, context, table: try Self.table(bytes))
        }
    }

    private func answer(
        _ request: Request, _ context: NodeRequestContext, table: RequirementTable
    ) async throws -> Response {
        guard let principal = context.principal else {
            preconditionFailure("the route is for users")
        }
        let type = try request.acceptable([MediaTypes.json, MediaTypes.zip])
        let now = Timestamp(milliseconds: UTCText.milliseconds())
        let question = try Self.question(
            lot: try LotRoutes.key(context), try QueryItems(request.uri.query), now: now)
        let signer =
            type == MediaTypes.zip
            ? ExportSigner(
                member: principal.member, key: try gateway.key(of: principal.member), time: now)
            : nil
        let reading = try await readers.reading(context)
        return try await TimeLimit.run(milliseconds: limits.requestMilliseconds) {
            do {
                if let signer {
                    let bundle = try await index.exportBundle(
                        question, table: table, signer: signer, for: reading.reader)
                    let packed = try await known(bundle, question.lot)
                    try await reading.note(caseOf: question.lot)
                    return Self.packed(packed, question)
                }
                let found = try await known(
                    try await index.exportCase(
                        question, table: table, for: reading.reader), question.lot)
                try await reading.note(caseOf: question.lot)
                var headers = HTTPFields()
                headers[.ledgerHeight] = String(found.facts.height.rawValue)
                return Response(json: found.json, headers: headers)
            } catch let refusal as ExportRefusal {
                throw Problem(describing: refusal)
            }
        }
    }

    private static func table(_ bytes: Bytes) throws -> RequirementTable {
        do throws(RequirementTableFault) { return try RequirementTable(parsing: bytes) } catch {
            let place = error.pointer.isEmpty ? "the whole of it" : error.pointer
            throw Problem("export.table", "The table of requirements at \(place): \(error.reason).")
        }
    }

    private static func packed(_ bytes: Bytes, _ question: ExportQuestion) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = MediaTypes.zip
        headers[.contentDisposition] =
            "attachment; filename=\"export-case-\(question.country.lowercased()).zip\""
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// - Throws: `resource.no_such_lot`; `resource.not_on_node` where older blocks may know it.
    private func known<Value>(_ value: Value?, _ key: String) async throws -> Value {
        guard let value else {
            try await index.requireHistory()
            throw Problem("resource.no_such_lot", "The ledger knows nothing of \(key).")
        }
        return value
    }

    static func question(
        lot: String, _ items: QueryItems, now: Timestamp
    ) throws -> ExportQuestion {
        try items.allow("country", "product", "amount", "uom", "moment")
        guard let country = items["country"], ExportQuestion.isCountry(country) else {
            throw Problem("request.parameter", "country is two capital letters of ISO 3166-1.")
        }
        return ExportQuestion(
            lot: lot, country: country, goods: try items["product"].map(goods),
            amount: try amount(items), moment: try items["moment"].map(moment) ?? now)
    }

    /// - Parameter code: six digits of the Harmonized System, or more, of which six count.
    private static func goods(_ code: String) throws -> CommodityCode {
        guard (6...10).contains(code.utf8.count), code.allSatisfy("0123456789".contains),
            let goods = CommodityCode(String(code.prefix(6)))
        else {
            throw Problem("request.parameter", "product has 6 to 10 digits of the customs tariff.")
        }
        return goods
    }

    private static func amount(_ items: QueryItems) throws -> ExportAmount? {
        guard let text = items["amount"] else {
            guard items["uom"] == nil else {
                throw Problem("request.parameter", "uom is the unit of an amount.")
            }
            return nil
        }
        let unit = items["uom"] ?? "KGM"
        guard let number = ExactDecimal(parsing: text),
            let quantity = try? Quantity(number, unit: unit), quantity.amount > 0
        else {
            throw Problem(
                "request.parameter", "\(text) \(unit) is no amount above 0 that can be counted.")
        }
        return ExportAmount(quantity.amount, SmallestUnit(quantity.dimension))
    }

    private static func moment(_ text: String) throws -> Timestamp {
        guard let time = EventTime(parsing: text) else {
            throw Problem("request.parameter", "moment is a time as RFC 3339 writes it.")
        }
        return Timestamp(milliseconds: time.milliseconds)
    }
}

extension Problem {
    init(describing refusal: ExportRefusal) {
        switch refusal {
        case .foreign(let member):
            self.init("auth.foreign_lot", "\(member) has nothing to do with the lot.")
        case .goodsUnknown(let lot):
            self.init(
                "export.product_unknown", "Nobody registered what kind of goods \(lot) is.")
        case .countryUnknown(let country, let table):
            self.init(
                "export.country_unknown", "The table “\(table)” has no line for \(country).")
        case .notGoods(let lot):
            self.init("export.not_goods", "\(lot) carries goods and is none itself.")
        case .tooLarge(let what, let max):
            self = Problem("export.too_large", "There are more than \(max) \(what).")
                .with(limit: max)
        }
    }
}
