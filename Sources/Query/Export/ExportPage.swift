import LedgerCore
import Traceability

/// A case as a page that needs nothing else: no script, no picture, no network.
///
/// Spec: Docs/Spec/ExportCase.md §8.
struct ExportPage {
    private let found: ExportCase
    private let signer: ExportSigner

    init(_ found: ExportCase, signer: ExportSigner) {
        self.found = found
        self.signer = signer
    }

    /// In three languages, one below the other.
    var html: Bytes {
        let sections = ExportLanguage.allCases.map(section).joined(separator: "<hr>\n")
        return Array(
            """
            <!doctype html>
            <html lang="tg"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(escaped(found.question.lot)) → \(escaped(found.question.country))</title>
            <style>\(style)</style></head><body>
            \(sections)</body></html>

            """.utf8)
    }

    private let style =
        "body{font:16px/1.4 sans-serif;max-width:60em;margin:1em auto;padding:0 1em}"
        + "table{border-collapse:collapse;width:100%}"
        + "td,th{border:1px solid #999;padding:.3em;text-align:left;vertical-align:top}"
        + ".good{background:#e3f4e3}.bad{background:#fbe3e1}.open{background:#fdf6dc}"

    private func section(_ language: ExportLanguage) -> String {
        func say(_ text: ExportText) -> String { escaped(text[language]) }
        let isReady = found.verdict == .ready
        return """
            <section lang="\(language.rawValue)">
            <h1>\(say(PageText.title)): \(escaped(found.question.lot)) → \(escaped(found.question.country))</h1>
            <p class="\(isReady ? "good" : "bad")"><b>\(say(isReady ? PageText.ready : PageText.notReady))</b></p>
            <p>\(say(PageText.goods)): \(escaped(found.facts.goods.text)). \
            \(say(PageText.amount)): \(escaped(found.amount.map(spoken) ?? "0")). \
            \(say(PageText.moment)): \(day(found.question.moment)).</p>
            <table><tbody>
            \(found.checks.map { row($0, language) }.joined(separator: "\n"))
            \(found.findings.map { row($0, language) }.joined(separator: "\n"))
            </tbody></table>
            <h2>\(say(PageText.origins))</h2>
            <ul>
            \(found.facts.chain.origins.prefix(200).map(item).joined(separator: "\n"))
            </ul>
            <p>\(found.facts.chain.origins.count > 200 ? "… +\(found.facts.chain.origins.count - 200)" : "")</p>
            <p>\(say(PageText.signed)): \(escaped(signer.member.text)), \(escaped(signer.time.text)). \
            \(say(PageText.state)): \(found.facts.stateHeight). \
            \(say(PageText.table)): \(escaped(found.table)), \(escaped(found.tableDated)).</p>
            <p>\(say(PageText.limits))</p>
            </section>

            """
    }

    private func row(_ check: ExportCheck, _ language: ExportLanguage) -> String {
        cells(
            check.passes ? "good" : "bad", escaped(PageText.check(check.code)[language]),
            check.passes ? "✓" : "✗", escaped(check.fault?[language] ?? ""), "")
    }

    private func row(_ finding: RequirementFinding, _ language: ExportLanguage) -> String {
        let requirement = finding.requirement
        let color = finding.status == .met ? "good" : finding.blocks ? "bad" : "open"
        let mark = finding.status == .met ? "✓" : finding.blocks ? "✗" : "○"
        let by =
            finding.standings.map { standing in
                let leaf = standing.certificate.leaf
                let left =
                    leaf.allowance.map { ", " + spoken(ExportAmount($0.left, $0.unit)) } ?? ""
                return "\(standing.certificate.reference.number) "
                    + "(\(standing.certificate.reference.issuer.text), → \(day(leaf.validUntil))\(left))"
            } + finding.documents.map(\.id)
        return cells(
            color, escaped(requirement.title[language]), mark,
            escaped(finding.needs?[language] ?? by.joined(separator: "; ")),
            escaped("\(requirement.source) (\(requirement.dated))"))
    }

    private func cells(_ color: String, _ cells: String...) -> String {
        "<tr class=\"\(color)\">" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
    }

    private func item(_ origin: ExportOrigin) -> String {
        let places = origin.plots.isEmpty ? origin.place.map { [$0] } ?? [] : origin.plots
        return "<li>"
            + escaped(
                ([day(origin.time), origin.member, origin.lot] + places).joined(separator: ", "))
            + "</li>"
    }

    private func spoken(_ amount: ExportAmount) -> String { amount.unit.spoken(amount.amount) }

    private func day(_ time: Timestamp) -> String { String(time.text.prefix(10)) }

    /// For text and for attributes in double quotes.
    private func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

/// The words of the page.
private enum PageText {
    static let title = ExportText("Export case", ru: "Экспортное дело", tg: "Парвандаи содирот")
    static let ready = ExportText(
        "Nothing stands in its way that the ledger knows of.",
        ru: "Препятствий, известных реестру, нет.", tg: "Монеае, ки ба феҳрист маълум бошад, нест.")
    static let notReady = ExportText(
        "Something is missing.", ru: "Чего-то не хватает.", tg: "Чизе намерасад.")
    static let goods = ExportText("HS code", ru: "Код ТН ВЭД", tg: "Рамзи НМ ФИХ")
    static let amount = ExportText("Amount", ru: "Количество", tg: "Миқдор")
    static let moment = ExportText("On", ru: "На дату", tg: "Ба санаи")
    static let origins = ExportText("Where it grew", ru: "Где выращено", tg: "Дар куҷо рӯидааст")
    static let signed = ExportText("Put together by", ru: "Составил", tg: "Тартибдиҳанда")
    static let state = ExportText("State of block", ru: "Состояние блока", tg: "Ҳолати блоки")
    static let table = ExportText("Requirements", ru: "Требования", tg: "Талабот")
    static let limits = ExportText(
        "What is not on the ledger is not judged here. Check this file with daftar-verify.",
        ru: "Чего нет в реестре, здесь не оценено. Проверьте файл программой daftar-verify.",
        tg: "Он чи дар феҳрист нест, баҳо дода нашудааст. Файлро бо daftar-verify санҷед.")

    static func check(_ code: ExportCheck.Code) -> ExportText {
        switch code {
        case .accounted:
            ExportText("All accounted for", ru: "Всё учтено", tg: "Ҳамааш ба ҳисоб гирифта шудааст")
        case .open:
            ExportText("No failed test", ru: "Нет непройденных испытаний", tg: "Озмоиши ноком нест")
        case .notRecalled: ExportText("Not recalled", ru: "Не отозвано", tg: "Бозхонд нашудааст")
        case .origin:
            ExportText(
                "Known from where it grew", ru: "Происхождение известно", tg: "Пайдоиш маълум")
        case .balance: ExportText("The books balance", ru: "Баланс сходится", tg: "Тавозун дуруст")
        case .amount:
            ExportText("There is enough of it", ru: "Количества хватает", tg: "Миқдор мерасад")
        }
    }
}
