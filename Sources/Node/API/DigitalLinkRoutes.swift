import EPCIS
import HTTPTypes
import Hummingbird

/// Digital Link paths at the root: "where did this come from".
///
/// Spec: GS1 Digital Link URI Syntax 1.4; GS1-Conformant Resolver 1.2.
struct DigitalLinkRoutes {
    let pages: LabelPages
    let publicURL: String?

    private static let paths = [
        "/01/{gtin}", "/01/{gtin}/{qualifier1}/{value1}",
        "/01/{gtin}/{qualifier1}/{value1}/{qualifier2}/{value2}",
        "/01/{gtin}/{qualifier1}/{value1}/{qualifier2}/{value2}/{qualifier3}/{value3}",
        "/00/{sscc}", "/414/{gln}", "/414/{gln}/{qualifier1}/{value1}",
    ]

    /// What a page may load: nothing but its own style.
    private static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'"

    func add(to routes: RouteBuilder) {
        for path in Self.paths {
            routes.get(path, .open) { request, _ in try await page(request) }
        }
        routes.get("/.well-known/gs1resolver", .open) { request, _ in
            _ = try request.acceptable([MediaTypes.json])
            return Response(json: description)
        }
    }

    private func page(_ request: Request) async throws -> Response {
        let type = try request.acceptable(["text/html", MediaTypes.json])
        let isHTML = type == "text/html"
        let language = try language(request)
        do {
            let page = try await pages.page(
                request.uri.path, language: language, isHTML: isHTML)
            return response(page, language, request)
        } catch let problem as Problem {
            throw problem.with(.vary, "Accept, Accept-Language")
        }
    }

    /// `?lang=` is the reader's own choice and beats the browser's.
    private func language(_ request: Request) throws -> Language {
        if let query = request.uri.query, let text = try QueryItems(query)["lang"] {
            guard let language = Language(rawValue: text) else {
                throw Problem("request.parameter", "lang is tg, ru or en.")
            }
            return language
        }
        return Language(acceptLanguage: request.headers[.acceptLanguage])
    }

    private func response(
        _ page: PageCache.Page, _ language: Language, _ request: Request
    ) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = page.contentType
        headers[.vary] = "Accept, Accept-Language"
        headers[.cacheControl] = page.status == 200 ? "public, max-age=30" : "no-store"
        headers[.eTag] = page.eTag
        if page.contentType == MediaTypes.html {
            headers[.contentLanguage] = language.rawValue
            headers[.contentSecurityPolicy] = Self.policy
            headers[.referrerPolicy] = "no-referrer"
        }
        if page.status == 200, request.headers[.ifNoneMatch] == page.eTag {
            headers[.contentType] = nil
            return Response(status: .notModified, headers: headers)
        }
        return Response(
            status: .init(code: page.status), headers: headers,
            body: ResponseBody(byteBuffer: page.body))
    }

    private var description: JSONValue {
        .members([
            "name": "Daftar",
            "resolverRoot": .string(publicURL ?? "/"),
            "supportedPrimaryKeys": .strings(["00", "01", "414"]),
            "supportedLinkType": .array([
                .members([
                    "namespace": "https://ref.gs1.org/voc/", "prefix": "gs1:",
                    "profile": "https://www.gs1.org/voc/?show=linktypes",
                ])
            ]),
        ])
    }
}
