import LedgerCore
import Traceability

/// What an export case says to people, in their languages.
enum ExportPhrases {
    static let neverMade = ExportText(
        "No event on the ledger made this lot: record how it came to be.",
        ru: "Ни одно событие реестра не создало эту партию: запишите, как она появилась.",
        tg: "Дар феҳрист пайдоиши ин партия сабт нашудааст: онро сабт кунед.")

    static func unaccounted(_ amount: String) -> ExportText {
        ExportText(
            "\(amount) of it are unaccounted: whoever sent them has to record it.",
            ru: "\(amount) не учтены: отправитель должен записать отправку.",
            tg: "\(amount) ба ҳисоб гирифта нашудааст: фиристанда бояд онро сабт кунад.")
    }

    static func closed(by test: CertificateReference) -> ExportText {
        ExportText(
            "It failed test \(test.number) of \(test.issuer): a later test has to pass it.",
            ru: "Не прошла испытание \(test.number) (\(test.issuer)): нужно новое, пройденное.",
            tg: "Аз озмоиши \(test.number) (\(test.issuer)) нагузашт: озмоиши нав лозим аст.")
    }

    static func recalled(_ recall: LotRecall) -> ExportText {
        ExportText(
            "\(recall.lot) was called back by \(recall.member), who alone can lift it.",
            ru: "\(recall.lot) отозвана: \(recall.member); снять отзыв может только он.",
            tg: "\(recall.lot) бозхонд шудааст: \(recall.member); танҳо ӯ онро бекор мекунад.")
    }

    static func unknownOrigin(_ lot: String, others: Int) -> ExportText {
        ExportText(
            "Nobody recorded where \(lot)\(more(others)) came from.",
            ru: "Никто не записал, откуда взялась \(lot)\(more(others)).",
            tg: "Пайдоиши \(lot)\(more(others)) сабт нашудааст.")
    }

    static func nowhere(_ lot: String, others: Int) -> ExportText {
        ExportText(
            "The harvest of \(lot)\(more(others)) names neither a plot nor a place.",
            ru: "Сбор \(lot)\(more(others)) записан без участка и места.",
            tg: "Ҳосили \(lot)\(more(others)) бе қитъа ва ҷой сабт шудааст.")
    }

    static func declared(_ lot: String, others: Int) -> ExportText {
        ExportText(
            "\(lot)\(more(others)) is stock from before the ledger; nobody recorded where it grew.",
            ru: "\(lot)\(more(others)) — запас, бывший до реестра; где он выращен, не записано.",
            tg: "\(lot)\(more(others)) захираи пеш аз дафтар аст; дар куҷо рӯидааш сабт нашудааст.")
    }

    static let circle = ExportText(
        "It comes back to itself: one identity was used for two lots.",
        ru: "Партия происходит от самой себя: один номер дан двум партиям.",
        tg: "Партия аз худаш баромадааст: як рақам ба ду партия дода шудааст.")

    static let debt = ExportText(
        "More of it left an account than came in: the receipt has to be recorded.",
        ru: "Со счёта ушло больше, чем пришло: запишите поступление.",
        tg: "Аз ҳисоб бештар аз он, ки омад, рафтааст: қабулро сабт кунед.")

    static func unmeasured(_ count: Int) -> ExportText {
        ExportText(
            "\(count) inputs on its way have no amount: nobody can hold the output against them.",
            ru: "У \(count) входов нет количества: выход не с чем сравнить.",
            tg: "Миқдори \(count) ашёи хом сабт нашудааст: баромадро муқоиса кардан намешавад.")
    }

    static let nothingThere = ExportText(
        "Nobody has any of it.", ru: "Этой партии ни у кого нет.", tg: "Ин партия дар ҳеҷ кас нест."
    )

    static func tooLittle(_ there: String, asked: String) -> ExportText {
        ExportText(
            "There are \(there) of it, and \(asked) are to go.",
            ru: "Есть \(there), а отправить хотят \(asked).",
            tg: "\(there) ҳаст, вале \(asked) фиристода мешавад.")
    }

    private static func more(_ count: Int) -> String { count > 0 ? " (+\(count))" : "" }
}

/// What is the matter with a requirement, and what would mend it.
extension RequirementFinding {
    /// Nil where it is met.
    package var needs: ExportText? {
        let newest = standings.max {
            $0.certificate.leaf.validUntil < $1.certificate.leaf.validUntil
        }
        let number = newest?.certificate.reference.number ?? ""
        switch status {
        case .met: return nil
        case .onPaper:
            return ExportText(
                "Attach it: the ledger does not know it.",
                ru: "Приложите на бумаге: реестр его не знает.",
                tg: "Дар коғаз замима кунед: феҳрист онро намедонад.")
        case .missing: return missing
        case .notYetValid:
            return ExportText(
                "\(number) is not in force yet: send the goods later.",
                ru: "\(number) ещё не действует: отправьте позже.",
                tg: "\(number) ҳоло эътибор надорад: дертар фиристед.")
        case .expired:
            return ExportText(
                "\(number) has ended: have another issued.",
                ru: "Срок \(number) истёк: нужен новый.",
                tg: "Муҳлати \(number) гузашт: нав лозим аст.")
        case .revoked:
            return ExportText(
                "\(number) was revoked: have another issued.",
                ru: "\(number) отозван: нужен новый.", tg: "\(number) бекор шудааст: нав лозим аст."
            )
        case .failed:
            return ExportText(
                "The goods failed \(number): a later test has to pass.",
                ru: "Испытание \(number) не пройдено: нужно новое.",
                tg: "Озмоиши \(number) нагузашт: озмоиши нав лозим аст.")
        case .otherUnit:
            return ExportText(
                "\(number) counts in another unit: register what a pack holds.",
                ru: "\(number) в другой единице: зарегистрируйте массу упаковки.",
                tg: "\(number) бо воҳиди дигар аст: вазни бастаро сабт кунед.")
        case .insufficient(let short): return Self.insufficient(short)
        }
    }

    private static func insufficient(_ short: ExportAmount?) -> ExportText {
        let amount = short.map { $0.unit.spoken($0.amount) } ?? ""
        return ExportText(
            "What is in force is used up or short: one more\(amount.isEmpty ? "" : " for " + amount).",
            ru: "Остатка не хватает: нужен ещё один\(amount.isEmpty ? "" : " на " + amount).",
            tg: "Боқимонда намерасад: боз яке лозим аст\(amount.isEmpty ? "" : " барои " + amount)."
        )
    }

    private var missing: ExportText {
        switch requirement.evidence {
        case .certificate(let kind):
            ExportText(
                "Have one issued for this lot: an event of kind \(kind.rawValue) by its issuer.",
                ru: "Получите для этой партии: событие выдачи вида \(kind.rawValue).",
                tg: "Барои ин партия гиред: рӯйдоди навъи \(kind.rawValue).")
        case .document(let type):
            ExportText(
                "Name it in an event of the lot as a business transaction of type \(type).",
                ru: "Укажите его в событии партии как документ вида \(type).",
                tg: "Онро дар рӯйдоди партия ҳамчун ҳуҷҷати навъи \(type) нависед.")
        case .chain:
            ExportText(
                "Record the harvests that it comes from, with their places.",
                ru: "Запишите сборы, из которых она получена, с местами.",
                tg: "Ҳосилҳои ибтидоиро бо ҷояшон сабт кунед.")
        case .paper: ExportText("", ru: "", tg: "")
        }
    }
}
