// SPDX-License-Identifier: EUPL-1.2

/// Words that say little of what a text is about: left out of questions, and never a part of a compound.
enum StopWords {
    static func contains(_ word: String) -> Bool { german.contains(word) || english.contains(word) }

    private static let german = Set(
        """
        ab aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus \
        bei beim bereits bin bis bist bzw da dabei dadurch dafür dagegen daher dahin damit danach daneben dann daran \
        darauf daraus darf darin darum darunter das dass davon davor dazu dein deine deinem deinen deiner dem den denen \
        denn dennoch der deren derer des deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch dort \
        du durch ein eine einem einen einer eines einige einigem einigen einiger einiges er es etwa etwas euch euer \
        eure eurem euren eurer für gegen gibt hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr \
        ihre ihrem ihren ihrer im in indem ins ist jede jedem jeden jeder jedes jene jetzt kann kein keine keinem \
        keinen keiner können könnte man manche mehr mein meine meinem meinen meiner mich mir mit möchte muss müssen \
        nach neben nicht nichts noch nun nur ob oder ohne per pro schon sehr sein seine seinem seinen seiner seit sich \
        sie sind so sodass solche soll sollen sollte sondern sonst sowie über um und uns unser unsere unserem unseren \
        unserer unter vom von vor wann war waren warum was weil welche welchem welchen welcher welches wenn wer werde \
        werden wie wieder will wir wird wo woher wohin wollen worden wurde wurden zu zum zur zwar zwischen
        """.split(separator: " ").map(String.init))

    private static let english = Set(
        """
        a about an and are as at be been but by can do does for from had has have how i if in into is it its me my no \
        nor not of on or our she should so than that the their them then there these they this those to too was we \
        were what when where which who why will with would you your
        """.split(separator: " ").map(String.init))
}
