import Mustache

/// Makes the pages people see. Pure: the same value and language give the same bytes.
///
/// The templates stand in `Resources`; everything in them is escaped but `style` and `content`, which
/// are ours.
package struct PageRenderer: Sendable {
    private let frame: MustacheTemplate
    private let label: MustacheTemplate
    private let notice: MustacheTemplate
    private let place: MustacheTemplate
    private let style: String

    /// - Throws: `MustacheTemplate.Error` when a template in the program is malformed.
    package init() throws {
        frame = try Self.template(PackageResources.page_mustache)
        label = try Self.template(PackageResources.label_mustache)
        notice = try Self.template(PackageResources.notice_mustache)
        place = try Self.template(PackageResources.place_mustache)
        style = String(decoding: PackageResources.page_css, as: UTF8.self)
            .split(separator: "\n").joined()
    }

    private static func template(_ bytes: [UInt8]) throws -> MustacheTemplate {
        try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
    }

    /// The page of a lot or an item of it.
    package func html(_ page: LabelPage, in language: Language) -> String {
        let view = LabelView(page, Phrases(language))
        return framed(label.render(view), heading: view.heading, language)
    }

    /// The page of a code that is unknown, malformed or of something without a page.
    package func html(_ page: NoticePage, in language: Language) -> String {
        let view = NoticeView(page, Phrases(language))
        return framed(notice.render(view), heading: view.heading, language)
    }

    /// The page of a place.
    package func html(_ page: PlacePage, in language: Language) -> String {
        let view = PlaceView(page, Phrases(language))
        return framed(place.render(view), heading: view.heading, language)
    }

    private func framed(_ content: String, heading: String, _ language: Language) -> String {
        frame.render(
            FrameView(heading: heading, style: style, content: content, phrases: Phrases(language)))
    }
}

/// What the template around every page needs.
private struct FrameView {
    let language: String
    let heading: String
    let pageTitle: String
    let chooseLanguage: String
    let footer: String
    let languages: [Choice]
    let style: String
    let content: String

    struct Choice {
        let tag: String
        let name: String
        let current: Bool
    }

    init(heading: String, style: String, content: String, phrases: Phrases) {
        language = phrases.language.rawValue
        self.heading = heading
        pageTitle = phrases[.pageTitle]
        chooseLanguage = phrases[.chooseLanguage]
        footer = phrases[.footer]
        self.style = style
        self.content = content
        languages = Language.allCases.map {
            Choice(tag: $0.rawValue, name: $0.ownName, current: $0 == phrases.language)
        }
    }
}

extension Language {
    /// What its speakers call it.
    fileprivate var ownName: String {
        switch self {
        case .tajik: "Тоҷикӣ"
        case .russian: "Русский"
        case .english: "English"
        }
    }
}
