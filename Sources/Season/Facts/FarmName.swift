/// Names that farms of the season carry: words that dehqan farms like to be called by.
///
/// Every farm of the season is invented.
enum FarmName {
    static let dehqanFarm = LocalizedText(
        "Хоҷагии деҳқонии ", "Дехканское хозяйство ", "Dehqan farm ")

    static func named(_ index: Int) -> LocalizedText {
        let word = words[index % words.count]
        return dehqanFarm
            + LocalizedText(
                "«" + word.tajik + "»", "«" + word.russian + "»", "“" + word.english + "”")
    }

    static let words: [LocalizedText] = [
        .init("Баҳор", "Бахор", "Bahor"),
        .init("Навбаҳор", "Навбахор", "Navbahor"),
        .init("Гулистон", "Гулистон", "Guliston"),
        .init("Чашма", "Чашма", "Chashma"),
        .init("Сарчашма", "Сарчашма", "Sarchashma"),
        .init("Офтоб", "Офтоб", "Oftob"),
        .init("Дӯстӣ", "Дусти", "Dusti"),
        .init("Файз", "Файз", "Fayz"),
        .init("Ҳосил", "Хосил", "Hosil"),
        .init("Боғистон", "Богистон", "Boghiston"),
        .init("Шукуфа", "Шукуфа", "Shukufa"),
        .init("Меҳнат", "Мехнат", "Mehnat"),
        .init("Кӯҳсор", "Кухсор", "Kuhsor"),
        .init("Наврӯз", "Навруз", "Navruz"),
        .init("Саодат", "Саодат", "Saodat"),
        .init("Умед", "Умед", "Umed"),
        .init("Ваҳдат", "Вахдат", "Vahdat"),
        .init("Пайванд", "Пайванд", "Payvand"),
        .init("Рӯшноӣ", "Рушнои", "Rushnoi"),
        .init("Сафедор", "Сафедор", "Safedor"),
        .init("Зарбед", "Зарбед", "Zarbed"),
        .init("Дилкушо", "Дилкушо", "Dilkusho"),
        .init("Обшорон", "Обшорон", "Obshoron"),
        .init("Лолазор", "Лолазор", "Lolazor"),
        .init("Насим", "Насим", "Nasim"),
        .init("Субҳ", "Субх", "Subh"),
        .init("Сабо", "Сабо", "Sabo"),
        .init("Хуррам", "Хуррам", "Khurram"),
        .init("Баракат", "Баракат", "Barakat"),
        .init("Деҳқон", "Дехкон", "Dehqon"),
        .init("Боғбон", "Богбон", "Boghbon"),
        .init("Зироат", "Зироат", "Ziroat"),
        .init("Кишоварз", "Кишоварз", "Kishovarz"),
        .init("Сабзазор", "Сабзазор", "Sabzazor"),
        .init("Пахтазор", "Пахтазор", "Pakhtazor"),
        .init("Нури сафед", "Нури сафед", "Nuri Safed"),
        .init("Ҳамкорӣ", "Хамкори", "Hamkori"),
        .init("Ободӣ", "Ободи", "Obodi"),
        .init("Иттифоқ", "Иттифок", "Ittifoq"),
        .init("Орзу", "Орзу", "Orzu"),
        .init("Парвоз", "Парвоз", "Parvoz"),
        .init("Сарсабз", "Сарсабз", "Sarsabz"),
        .init("Накҳат", "Накхат", "Nakhat"),
        .init("Симург", "Симург", "Simurgh"),
    ]
}
