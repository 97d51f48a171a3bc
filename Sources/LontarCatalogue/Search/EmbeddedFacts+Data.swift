// Facts from the loaders of SEACrowd and NusaCrowd, both under Apache-2.0; see `EmbeddedFacts`.
// Written by `EmbeddedTests`; not edited by hand.

// swift-format-ignore
let embeddedFacts: StaticString = """
nusacrowd/tydiqa_id\ttydiqa_id\tind\tQA\tQA\tCC-BY-SA-4.0\topen\t2020\t2\thttps://github.com/IndoNLP/indonlg
seacrowd/abui_wordnet\tabui_wordnet\tabz\tWA\tT2T\tCC-BY-4.0\topen\t2022\t1\thttps://github.com/fanacek/abuiwn
seacrowd/ac_iquad\tac_iquad\tind\tQA\tQA\tCC-BY-4.0\topen\t2024\t4\thttps://www.kaggle.com/datasets/realdeo/indonesian-qa-generated-by-kg
seacrowd/alice_thi\talice_thi\ttha\tOCR\tIMTEXT\t\topen\t2015\t4\thttps://www.ai.rug.nl/~mrolarik/ALICE-THI/
seacrowd/alorese\talorese\taol ind\tASR MT\tSPTEXT T2T\t\topen\t2018\t3\thttps://hdl.handle.net/1839/e10d7de5-0a6d-4926-967b-0a8cc6d21fb1
seacrowd/alt_burmese_treebank\talt_burmese_treebank\tmya\tCONST_PAR\tTREE\tCC-BY-NC-SA-4.0\topen\t2020\t2\thttps://zenodo.org/records/3463010
seacrowd/ara_close\tara_close\tbcl ceb\tRA\tTEXT\tCC-BY-4.0\topen\t2023\t4\thttps://github.com/imperialite/ara-close-lang
seacrowd/asr_ibsc\tasr_ibsc\tiba\tASR\tSPTEXT\tCC-BY-SA-3.0\topen\t2014\t2\thttps://github.com/sarahjuan/iban
seacrowd/asr_indocsc\tasr_indocsc\tind\tASR\tSPTEXT\tCC-BY-NC-ND-4.0\topen\t\t2\thttps://magichub.com/datasets/indonesian-conversational-speech-corpus/
seacrowd/asr_malcsc\tasr_malcsc\tzlm\tASR\tSPTEXT\tCC-BY-NC-ND-4.0\topen\t\t2\thttps://magichub.com/datasets/malay-conversational-speech-corpus/
seacrowd/asr_sindodusc\tasr_sindodusc\tind\tTTS ASR\tSPTEXT\tCC-BY-NC-ND-4.0\topen\t\t2\thttps://magichub.com/datasets/indonesian-scripted-speech-corpus-daily-use-sentence/
seacrowd/asr_smaldusc\tasr_smaldusc\tzlm\tTTS ASR\tSPTEXT\tCC-BY-NC-ND-4.0\topen\t\t2\thttps://magichub.com/datasets/malay-scripted-speech-corpus-daily-use-sentence/
seacrowd/asr_stidusc\tasr_stidusc\ttha\tASR\tSPTEXT\tCC-BY-NC-ND-4.0\topen\t\t2\thttps://magichub.com/datasets/thai-scripted-speech-corpus-daily-use-sentence/
seacrowd/audio_keyword_spotting\taudio_keyword_spotting\tind\tASR\tSPTEXT\tCC-BY-4.0\topen\t2021\t2\thttps://huggingface.co/datasets/sil-ai/audio-keyword-spotting
seacrowd/aya_collection_templated\taya_collection_templated\tind jav sun ace ban bbc bjn min nij tha vie\tITT\tT2T\tApache-2.0\topen\t2024\t22\thttps://huggingface.co/datasets/CohereForAI/aya_collection
seacrowd/aya_collection_translated\taya_collection_translated\tceb tha mya zsm jav ind vie sun ace bjn khm lao min\tITT\tT2T\tApache-2.0\topen\t2024\t26\thttps://huggingface.co/datasets/CohereForAI/aya_collection_language_split
seacrowd/aya_dataset\taya_dataset\tceb ind jav mya tam fil sun tha vie zsm\tITT\tT2T\tApache-2.0\topen\t2024\t22\thttps://huggingface.co/datasets/CohereForAI/aya_dataset
seacrowd/aya_evaluation_suite\taya_evaluation_suite\tceb tha mya zsm jav ind vie sun ace bjn khm lao min\tITT\tT2T\tApache-2.0\topen\t2024\t26\thttps://huggingface.co/datasets/CohereForAI/aya_evaluation_suite
seacrowd/bactrian_x\tbactrian_x\tmya tgl ind khm tha vie\tITT\tT2T\tCC-BY-NC-4.0\tunknown\t2023\t12\thttps://github.com/mbzuai-nlp/Bactrian-X
seacrowd/balita_nlp\tbalita_nlp\tfil\tIC\tIMTEXT\t\topen\t2023\t2\thttps://github.com/KenrickLance/BalitaNLP-Dataset
seacrowd/barasa\tbarasa\tind\tSA\tTEXT\tMIT\topen\t2010\t1\thttps://github.com/neocl/barasa
seacrowd/basaha_corpus\tbasaha_corpus\tmsb rin kar hil\tRA\tTEXT\tCC-BY-NC-SA-4.0\topen\t2023\t8\thttps://github.com/imperialite/BasahaCorpus-HierarchicalCrosslingualARA
seacrowd/baybayin\tbaybayin\ttgl\tOCR\tIMTEXT\tCC-BY-4.0\tlocal\t2021\t6\thttps://www.kaggle.com/datasets/rodneypino/baybayin-and-latin-binary-images-in-mat-format
seacrowd/beaye_lexicon\tbeaye_lexicon\tind day eng\t\t\tApache-2.0\topen\t2024\t4\thttps://github.com/joanitolopo/bhinneka-korpus/tree/main/lexicon
seacrowd/belebele\tbelebele\tceb ilo ind jav kac khm lao mya shn sun tgl tha vie war zsm\tQA\tQA\tCC-BY-NC-SA-4.0\topen\t2023\t32\thttps://github.com/facebookresearch/belebele
seacrowd/bhinneka_korpus\tbhinneka_korpus\tabs aoz day mak mkn\tMT\tT2T\tApache-2.0\topen\t2024\t10\thttps://github.com/joanitolopo/bhinneka-korpus
seacrowd/bible_en_id\tbible_en_id\tind eng\tMT\tT2T\tCC-BY-SA-4.0\topen\t2021\t2\thttps://github.com/IndoNLP/indonlg
seacrowd/bible_jv_id\tbible_jv_id\tind jav\tMT\tT2T\tCC-BY-SA-4.0\topen\t2021\t2\thttps://github.com/IndoNLP/indonlg
seacrowd/bible_su_id\tbible_su_id\tind sun\tMT\tT2T\tCC-BY-SA-4.0\topen\t2021\t2\thttps://github.com/IndoNLP/indonlg
seacrowd/bioner_id\tbioner_id\tind\tNER\tSEQ_LABEL\tBSD-3-Clause-Clear\topen\t2023\t2\thttps://huggingface.co/datasets/abid/indonesia-bioner-dataset
seacrowd/bloom_captioning\tbloom_captioning\tabc ahk bfn bjn bkx brb brv bya bzi ceb cgc cmo ddg dmg dnw dtp dtr enc fil gal hil hre hro idt ilo ind jra kak khb khm kqr krr ksw lhu llg lsi lwl mdr mgm mhx mkz mnw mqj mry msb mya nod nst nxa nxl pag pce pdu pea pmf sea sgd shn sml snl tdt tet tha tkd tnt tom tpu vie war wms wnk xmm yet zlm\tIC\tIMTEXT\t\topen\t2022\t148\thttps://huggingface.co/datasets/sil-ai/bloom-captioning
seacrowd/bloom_lm\tbloom_lm\tabc ahk bfn bjn bkx brb brv bya bzi ceb cgc cmo ddg dmg dnw dtp dtr enc fil gal hil hre hro idt ilo ind jra kak khb khm kqr krr ksw kvt lao lhu llg lsi lwl mdr mgm mhx mkz mnw mqj mry msb mya nod nst nxa nxl pag pce pdu pea pmf psp_ceb sea sgd shn sml snl tdt tet tha tkd tnt tom tpu vie war wms wnk xmm yet yin zlm\tSSP\tSSP\t\topen\t2022\t156\thttps://huggingface.co/datasets/sil-ai/bloom-lm
seacrowd/bloom_speech\tbloom_speech\tbjn bzi ceb ind jra kqr mya tgl\tASR\tSPTEXT\t\topen\t2022\t16\thttps://huggingface.co/datasets/sil-ai/bloom-speech
seacrowd/bloom_vist\tbloom_vist\tabc ahk bfn bjn bkx brb brv bya bzi ceb cgc cmo ddg dmg dnw dtp enc fil hil hro idt ilo ind jra kak khb khm kqr krr ksw lhu lsi lwl mdr mgm mhx mkz mry msb mya nod nxa nxl pag pce pea pmf psp sea sgd sml snl tdt tet tha tkd tpu war wms yet yin zlm\tIC\tIMTEXT\t\topen\t2022\t124\thttps://huggingface.co/datasets/sil-ai/bloom-vist
seacrowd/bm_pt3\tbm_pt3\tzlm\tCR\tQA\tUnlicense\topen\t\t4\thttps://github.com/mesolitica/malaysian-dataset/tree/master/llm-benchmark/BM-pt3
seacrowd/brcc\tbrcc\tzlm eng cmn\tSSP\tSSP\t\topen\t2022\t2\thttps://data.depositar.io/dataset/brcc_and_sentibahasarojak
seacrowd/bud500\tbud500\tvie\tASR\tSPTEXT\tApache-2.0\tunknown\t2024\t2\thttps://huggingface.co/datasets/linhtran92/viet_bud500
seacrowd/burapha_th\tburapha_th\ttha\tIC\tIMTEXT\t\topen\t2022\t6\thttps://services.informatics.buu.ac.th/datasets/Burapha-TH/
seacrowd/burmese_romanize\tburmese_romanize\tmya\tTRL\tT2T\tCC-BY-NC-SA-4.0\topen\t2017\t2\thttp://www.nlpresearch-ucsy.edu.mm/NLP_UCSY/name-db.html
seacrowd/casa\tcasa\tind\tABSA\tTEXT_MULTI\tCC-BY-SA-4.0\topen\t2018\t2\thttps://github.com/IndoNLP/indonlu
seacrowd/cc100\tcc100\tind jav sun mya mya_zaw lao khm tgl vie tha zlm\tSSP\tSSP\tMIT\topen\t2020\t24\thttps://data.statmt.org/cc-100/
seacrowd/cc3m_35l\tcc3m_35l\tfil ind tha vie\tIC\tIMTEXT\tCC-BY-4.0\tlocal\t2022\t8\thttps://google.github.io/crossmodal-3600/
seacrowd/cc_aligned_doc\tcc_aligned_doc\tind sun tha vie zlm lao khm mya ceb war\tMT\tT2T\t\topen\t2020\t22\thttps://www2.statmt.org/cc-aligned/
seacrowd/cc_aligned_sent\tcc_aligned_sent\tind jav sun tha vie zlm lao khm mya ceb\tMT\tT2T\t\topen\t2019\t20\thttps://www2.statmt.org/cc-aligned/
seacrowd/ccmatrix\tccmatrix\tjav eng vie ind tgl mya zlm\tMT\tT2T\t\topen\t2021\t84\thttps://opus.nlpl.eu/CCMatrix/corpus/version/CCMatrix
seacrowd/cebuaner\tcebuaner\tceb\tNER\tSEQ_LABEL\tCC-BY-NC-SA-4.0\topen\t2023\t6\thttps://github.com/mebzmoren/CebuaNER
seacrowd/chatgpt_malaysian_open_qa\tchatgpt_malaysian_open_qa\tzlm\tQA\tQA\tCC-BY-NC-2.0\topen\t\t2\thttps://huggingface.co/datasets/mesolitica/chatgpt-malaysian-open-qa
seacrowd/clir_matrix\tclir_matrix\ttgl ilo min jav sun ceb vie tha\t\t\t\topen\t2020\t114\thttps://github.com/ssun32/CLIRMatrix
seacrowd/coco_35l\tcoco_35l\tfil ind tha vie\tIC\tIMTEXT\tCC-BY-4.0\topen\t2022\t8\thttps://google.github.io/crossmodal-3600/
seacrowd/cod\tcod\tind\tDS\tT2T\t\topen\t2022\t1\thttps://github.com/cambridgeltl/COD
seacrowd/code_mixed_jv_id\tcode_mixed_jv_id\tjav ind\tSA MT\tTEXT T2T\tCC-BY-3.0\topen\t2021\t4\thttps://iopscience.iop.org/article/10.1088/1742-6596/1869/1/012084
seacrowd/codeswitch_reddit\tcodeswitch_reddit\teng ind tgl\tCSI SSP\tTEXT_MULTI SSP\t\topen\t2019\t4\thttps://github.com/ellarabi/CodeSwitch-Reddit
seacrowd/commonvoice_120\tcommonvoice_120\tcnh ind tha vie\tASR TTS\tSPTEXT\tCC0-1.0\topen\t2020\t10\thttps://commonvoice.mozilla.org/en/datasets
seacrowd/copal\tcopal\tind\tCR\tQA\tCC-BY-SA-4.0\topen\t2023\t4\thttps://huggingface.co/datasets/haryoaw/COPAL
seacrowd/cosem\tcosem\teng\tSSP\tSSP\tCC0-1.0\topen\t2021\t2\thttps://github.com/wdwgonzales/CoSEM/blob/main/Corpus/COSEM_v4_publicrelease_SEP172023.zip
seacrowd/covost2\tcovost2\tind eng\tSTTT MT\tSPTEXT T2T\tCC-BY-NC-4.0\topen\t2020\t6\thttps://huggingface.co/datasets/covost2
seacrowd/creole_rc\tcreole_rc\tcbk\tRE\tKB\tCC-BY-SA-4.0\topen\t2023\t2\thttps://github.com/hclent/CreoleVal/tree/main/nlu/relation_classification
seacrowd/crosssum\tcrosssum\tind mya vie\tX-SUM\tT2T\tCC-BY-NC-SA-4.0\topen\t2023\t12\thttps://huggingface.co/datasets/csebuetnlp/CrossSum
seacrowd/cub_bahasa\tcub_bahasa\tind\tIC\tIMTEXT\t\topen\t2023\t2\thttps://github.com/share424/Indonesian-Text-to-Image-synthesis-with-Sentence-BERT-and-FastGAN
seacrowd/culturax\tculturax\tind jav khm lao tgl min mya sun tha vie zlm ceb war cbk bcl\tSSP\tSSP\tLicenseRef-others\tunknown\t2023\t30\thttps://huggingface.co/datasets/uonlp/CulturaX
seacrowd/culturay\tculturay\tmya fil zlm vie ind tha\tSSP\tSSP\tCC-BY-4.0\tunknown\t2024\t12\thttps://huggingface.co/datasets/ontocord/CulturaY
seacrowd/cvss\tcvss\tind eng\tS2ST\tS2S\tCC-BY-4.0\topen\t2022\t4\thttps://github.com/google-research-datasets/cvss
seacrowd/dengue_filipino\tdengue_filipino\tfil\tDKM\tTEXT_MULTI\t\topen\t2018\t2\thttps://github.com/jcblaisecruz02/Filipino-Text-Benchmarks
seacrowd/duolingo_staple_2020\tduolingo_staple_2020\tvie\tMT\tT2T\tCC-BY-NC-4.0\tlocal\t2020\t4\thttps://sharedtask.duolingo.com/#data
seacrowd/emot\temot\tind\tEC\tTEXT\tCC-BY-SA-4.0\topen\t2018\t2\thttps://github.com/IndoNLP/indonlu
seacrowd/emotcmt\temotcmt\tind\tEC\tTEXT\tMIT\topen\t2019\t2\thttps://github.com/ir-nlp-csui/emotcmt
seacrowd/emotes_3k\temotes_3k\ttgl\tMC ITT\tTEXT T2T\t\topen\t2023\t7\thttps://huggingface.co/datasets/NLPinas/EMoTES-3K
seacrowd/emotion_id_opinion\temotion_id_opinion\tind\tEC\tTEXT\tCC-BY-SA-4.0\topen\t2022\t2\thttps://github.com/Ricco48/Emotion-Dataset-from-Indonesian-Public-Opinion
seacrowd/etos\tetos\tind\tPOS\tSEQ_LABEL\tAGPL-3.0-only\topen\t2022\t2\thttps://github.com/ir-nlp-csui/etos
seacrowd/facqa\tfacqa\tind\tQA\tQA\tCC-BY-SA-4.0\topen\t2007\t2\thttps://github.com/IndoNLP/indonlu
seacrowd/fakenews_ph\tfakenews_ph\tfil\tHNC\tTEXT\tGPL-3.0-only\topen\t2020\t2\thttps://github.com/jcblaisecruz02/Tagalog-fake-news
seacrowd/filipino_gay_lang\tfilipino_gay_lang\tfil\tSSP\tSSP\tCC-BY-SA-4.0\topen\t2015\t2\thttps://github.com/imperialite/Philippine-Languages-Online-Corpora/tree/master/Tweets/Gay%20language
seacrowd/filipino_hatespeech_election\tfilipino_hatespeech_election\tfil\tABL\tTEXT\t\topen\t2019\t2\thttps://huggingface.co/datasets/hate_speech_filipino
seacrowd/filipino_hatespeech_tiktok\tfilipino_hatespeech_tiktok\ttgl eng\tSA\tTEXT\tCC-BY-SA-4.0\topen\t2021\t2\thttps://github.com/imperialite/filipino-tiktok-hatespeech
seacrowd/filipino_slang_norm\tfilipino_slang_norm\tfil\tMLN\tT2T\t\topen\t2022\t2\thttps://github.com/ljyflores/efficient-spelling-normalization-filipino
seacrowd/filipino_words_aoa\tfilipino_words_aoa\tfil eng\tMT\tT2T\tCC-BY-SA-4.0\topen\t2021\t2\thttps://osf.io/3zdfn/
seacrowd/filwordnet\tfilwordnet\tfil\t\t\t\topen\t2010\t1\thttps://github.com/danjohnvelasco/Filipino-WordNet
seacrowd/fleurs\tfleurs\tmya ceb fil ind jav khm lao zlm tha vie\tASR SPEECH_LID\tSPTEXT SPEECH\tCC-BY-4.0\topen\t2022\t21\thttps://huggingface.co/datasets/google/xtreme_s
seacrowd/flores200\tflores200\tace ban bjn bug ceb ilo ind jav kac khm lao lus min mya pag shn sun tgl tha vie war zsm\tMT\tT2T\tCC-BY-NC-4.0\topen\t2022\t9445\thttps://github.com/facebookresearch/flores
seacrowd/fsl_105\tfsl_105\tpsp\tV2TR VC\tVIDTEXT\tCC-BY-4.0\topen\t\t2\thttps://data.mendeley.com/datasets/48y2y99mb9/2
seacrowd/gatitos\tgatitos\tace ban bbc bew bjn bts btx bug cnh hil iba ilo kac lus mad mak meo min pag pam shn tet war\tMT\tT2T\tCC-BY-4.0\topen\t2023\t92\thttps://github.com/google-research/url-nlp/blob/main/gatitos/README.md
seacrowd/generated_review_enth\tgenerated_review_enth\ttha eng\tMT\tT2T\tCC-BY-SA-4.0\topen\t2021\t2\thttps://github.com/vistec-ai/generated_reviews_enth
seacrowd/gklmip_newsclass\tgklmip_newsclass\tkhm\tTL\tTEXT\t\topen\t2021\t2\thttps://github.com/GKLMIP/Pretrained-Models-For-Khmer
seacrowd/gklmip_sentiment\tgklmip_sentiment\tmya\tSA\tTEXT\t\topen\t2021\t2\thttps://github.com/GKLMIP/Pretrained-Models-For-Myanmar/tree/main
seacrowd/globalwoz\tglobalwoz\tind tha vie\tTOD\tTOD\t\tlocal\t2022\t18\thttps://github.com/bosheng2020/globalwoz
seacrowd/glotstorybook\tglotstorybook\tkhg khm mya tet tha vie\tSSP\tSSP\tLicenseRef-others\topen\t2023\t2\thttps://huggingface.co/datasets/cis-lmu/GlotStoryBook
seacrowd/gnome\tgnome\teng vie mya ind tha tgl zlm lao\tMT\tT2T\t\topen\t2012\t112\thttps://opus.nlpl.eu/GNOME/corpus/version/GNOME
seacrowd/gowajee\tgowajee\ttha\tSTTT\tSPTEXT\tMIT\topen\t2020\t2\thttps://github.com/ekapolc/gowajee_corpus
seacrowd/hoasa\thoasa\tind\tABSA\tTEXT_MULTI\tCC-BY-SA-4.0\topen\t2019\t2\thttps://github.com/IndoNLP/indonlu
seacrowd/hplt\thplt\tind zlm tha mya fil vie\tSSP\tSSP\tCC0-1.0\topen\t2023\t36\thttps://hplt-project.org/datasets/v1.2
seacrowd/iapp_squad\tiapp_squad\ttha\tQA\tQA\tMIT\topen\t2021\t2\thttps://github.com/iapp-technology/iapp-wiki-qa-dataset
seacrowd/iatf\tiatf\tfil\tSSP\tSSP\tGPL-3.0-only\topen\t\t2\thttps://github.com/como-ph/covidphtext/tree/master/data
seacrowd/icon\ticon\tind\tCONST_PAR\tTREE\tCC-BY-NC-SA-4.0\topen\t2023\t2\thttps://github.com/aisingapore/seacorenlp-data/tree/main/id/constituency
seacrowd/id_abusive\tid_abusive\tind\tSA\tTEXT\tCC-BY-NC-ND-4.0\topen\t2018\t2\thttps://www.sciencedirect.com/science/article/pii/S1877050918314583
seacrowd/id_abusive_news_comment\tid_abusive_news_comment\tind\tSA\tTEXT\tCC-BY-SA-4.0\topen\t2019\t2\thttps://github.com/dhamirdesrul/Indonesian-Online-News-Comments
seacrowd/id_am2ico\tid_am2ico\tind eng\tCAC\tPAIRS\tCC-BY-4.0\topen\t2021\t2\thttps://github.com/cambridgeltl/AM2iCo
seacrowd/id_clickbait\tid_clickbait\tind\tSA\tTEXT\tCC-BY-4.0\topen\t2020\t2\thttps://www.sciencedirect.com/science/article/pii/S2352340920311252#!
seacrowd/id_coreference_resolution\tid_coreference_resolution\tind\tCOREF\tKB\tCC-BY-SA-4.0\topen\t2017\t2\thttps://github.com/tugas-akhir-nlp/indonesian-coreference-resolution-cnn/tree/master/data
seacrowd/id_frog_story\tid_frog_story\tind\tSSP\tSSP\tCC-BY-SA-4.0\topen\t2014\t2\thttps://github.com/matbahasa/corpus-frog-storytelling
seacrowd/id_google_play_review\tid_google_play_review\tind\tSA\tTEXT\tCC-BY-4.0\topen\t\t4\thttps://github.com/jakartaresearch/hf-datasets/tree/main/google-play-review/google-play-review
seacrowd/id_hatespeech\tid_hatespeech\tind\tSA\tTEXT\t\topen\t2017\t2\thttps://www.researchgate.net/publication/320131169_Hate_Speech_Detection_in_the_Indonesian_Language_A_Dataset_and_Preliminary_Study
seacrowd/id_hoax_news\tid_hoax_news\tind\tHNC\tTEXT\tCC-BY-4.0\topen\t2017\t2\thttps://data.mendeley.com/datasets/p3hfgr5j3m/1
seacrowd/id_hsd_nofaaulia\tid_hsd_nofaaulia\tind\tSA\tTEXT\t\topen\t2019\t2\thttps://dl.acm.org/doi/10.1145/3330482.3330491
seacrowd/id_msvd\tid_msvd\tind\tV2TR\tVIDTEXT\tMIT\topen\t2023\t2\thttps://github.com/willyfh/msvd-indonesian
seacrowd/id_multilabel_hs\tid_multilabel_hs\tind\tABSA\tTEXT_MULTI\tCC-BY-NC-SA-4.0\topen\t2019\t2\thttps://aclanthology.org/W19-3506/
seacrowd/id_newspaper_2018\tid_newspaper_2018\tind\tSSP\tSSP\tCC-BY-SA-4.0\topen\t2018\t2\thttps://github.com/feryandi/Dataset-Artikel
seacrowd/id_panl_bppt\tid_panl_bppt\tind\tMT\tT2T\t\topen\t2009\t2\thttp://digilib.bppt.go.id/sampul/p92-budiono.pdf
seacrowd/id_qqp\tid_qqp\tind\tPARA\tT2T\tApache-2.0\topen\t2017\t2\thttps://github.com/louisowen6/quora_paraphrasing_id
seacrowd/id_sent_emo_mobile_apps\tid_sent_emo_mobile_apps\tind\tSA EC\tTEXT\tCC-BY-NC-ND-4.0\topen\t2023\t3\thttps://github.com/Ricco48/Multilabel-Sentiment-and-Emotion-Dataset-from-Indonesian-Mobile-Application-Review/tree/CreateCodeForPaper
seacrowd/id_sentiment_analysis\tid_sentiment_analysis\tind\tSA\tTEXT\t\topen\t2019\t2\thttps://ridi.staff.ugm.ac.id/2019/03/06/indonesia-sentiment-analysis-dataset/
seacrowd/id_short_answer_grading\tid_short_answer_grading\tind\tSAG\tPAIRS_SCORE\t\topen\t2020\t2\thttps://github.com/AgeMagi/tugas-akhir
seacrowd/id_stance\tid_stance\tind\tTE\tPAIRS\tCC-BY-NC-SA-4.0\topen\t2018\t2\thttps://github.com/reneje/id_stance_dataset_article-Stance-Classification-Towards-Political-Figures-on-Blog-Writing
seacrowd/id_sts\tid_sts\tind\tSTS\tPAIRS_SCORE\t\topen\t\t2\thttps://github.com/ahmadizzan/sts-indo
seacrowd/id_vaccines_tweets\tid_vaccines_tweets\tind\tSA\tTEXT\t\topen\t2021\t2\thttps://github.com/rayendito/id-vaccines-tweets
seacrowd/id_wiki_parallel\tid_wiki_parallel\tind jav min sun\tMT\tT2T\t\topen\t2014\t6\thttps://github.com/dindainastra/indowikiparalelcorpora
seacrowd/id_wsd\tid_wsd\tind\tWSD\tT2T\t\topen\t2018\t2\thttps://github.com/rmahendra/Indonesian-WSD
seacrowd/identic\tidentic\tind eng\tMT POS\tT2T SEQ_LABEL\tCC-BY-NC-SA-3.0\topen\t2012\t13\thttps://lindat.mff.cuni.cz/repository/xmlui/handle/11858/00-097C-0000-0005-BF85-F
seacrowd/identifikasi_bahasa\tidentifikasi_bahasa\tind jav abs\tLI\tTEXT\tApache-2.0\topen\t2021\t2\thttps://github.com/joanitolopo/identifikasi-bahasa
seacrowd/idk_mrc\tidk_mrc\tind\tQA\tQA\tCC-BY-SA-4.0\topen\t2022\t10\thttps://github.com/rifkiaputri/IDK-MRC
seacrowd/idk_mrc_nli\tidk_mrc_nli\tind\tTE\tPAIRS\t\topen\t\t2\thttps://huggingface.co/datasets/muhammadravi251001/idkmrc-nli
seacrowd/idn_tagged_corpus_csui\tidn_tagged_corpus_csui\tind\tPOS\tSEQ_LABEL\tCC-BY-SA-4.0\topen\t2014\t2\thttps://bahasa.cs.ui.ac.id/postag/corpus
seacrowd/idner_news_2k\tidner_news_2k\tind\tNER\tSEQ_LABEL\tMIT\topen\t2020\t2\thttps://github.com/khairunnisaor/idner-news-2k
seacrowd/ijelid\tijelid\tind jav eng\tLANGID\tSEQ_LABEL\tCC-BY-NC-SA-4.0\topen\t2023\t2\thttps://github.com/fathanick/Code-mixed-Indonesian-Javanese-English-Twitter-Data
seacrowd/imdb_jv\timdb_jv\tind\tSA\tTEXT\t\topen\t2021\t2\thttps://huggingface.co/datasets/w11wo/imdb-javanese
seacrowd/ind_proner\tind_proner\tind\tNER\tSEQ_LABEL\tCC-BY-4.0\topen\t2020\t6\thttps://github.com/dziem/proner-labeled-text
seacrowd/indo4b\tindo4b\tind\tSSP\tSSP\tCC0-1.0\topen\t2020\t2\thttps://github.com/IndoNLP/indonlu
seacrowd/indo4b_plus\tindo4b_plus\tind sun jav\tSSP\tSSP\tCC0-1.0\topen\t2021\t2\thttps://github.com/IndoNLP/indonlu
seacrowd/indo_general_mt_en_id\tindo_general_mt_en_id\tind\tMT\tT2T\tCC-BY-SA-4.0\topen\t2020\t2\thttps://github.com/gunnxx/indonesian-mt-data
seacrowd/indo_law\tindo_law\tind\tLC\tTEXT\t\topen\t2022\t2\t
seacrowd/indo_puisi\tindo_puisi\tind\tSSP\tSSP\tCC-BY-SA-4.0\topen\t\t2\thttps://github.com/ilhamfp/puisi-pantun-generator
seacrowd/indo_religious_mt_en_id\tindo_religious_mt_en_id\tind eng\tMT\tT2T\tCC-BY-SA-4.0\topen\t2020\t2\thttps://github.com/gunnxx/indonesian-mt-data/tree/master/religious
seacrowd/indo_story_cloze\tindo_story_cloze\tind\tCR\tQA\tCC-BY-SA-4.0\topen\t2022\t2\thttps://huggingface.co/datasets/indolem/indo_story_cloze
seacrowd/indocamrest\tindocamrest\tind\tTOD\tTOD\tCC-BY-SA-4.0\topen\t2023\t2\thttps://github.com/dehanalkautsar/IndoToD/tree/main/IndoCamRest
seacrowd/indocollex\tindocollex\tind\tMOR\tPAIRS_MULTI\tCC-BY-SA-4.0\topen\t2021\t6\thttps://github.com/haryoa/indo-collex
seacrowd/indocoref\tindocoref\tind\tCOREF\tKB\tMIT\topen\t2021\t2\thttps://github.com/valentinakania/indocoref/
seacrowd/indolem_ner_ugm\tindolem_ner_ugm\tind\tNER\tSEQ_LABEL\tCC-BY-4.0\topen\t2020\t10\thttps://indolem.github.io/
seacrowd/indolem_nerui\tindolem_nerui\tind\tNER\tSEQ_LABEL\tCC-BY-4.0\topen\t2017\t12\thttps://indolem.github.io/
seacrowd/indolem_ntp\tindolem_ntp\tind\tNSP\tPAIRS\tCC-BY-4.0\topen\t2020\t2\thttps://indolem.github.io/
seacrowd/indolem_sentiment\tindolem_sentiment\tind\tSA\tTEXT\tCC-BY-SA-4.0\topen\t2020\t2\thttps://indolem.github.io/
seacrowd/indolem_tweet_ordering\tindolem_tweet_ordering\tind\tSO\tSEQ_LABEL\tCC-BY-4.0\topen\t2020\t2\thttps://indolem.github.io/
seacrowd/indolem_ud_id_gsd\tindolem_ud_id_gsd\tind\tDEP\tKB\tCC-BY-4.0\topen\t2013\t2\thttps://indolem.github.io/
seacrowd/indolem_ud_id_pud\tindolem_ud_id_pud\tind\tDEP\tKB\tCC-BY-4.0\topen\t2019\t12\thttps://indolem.github.io/
seacrowd/indoler\tindoler\tind\tNER\tSEQ_LABEL\t\topen\t2020\t2\thttps://github.com/ir-nlp-csui/indoler/tree/main
seacrowd/indommlu\tindommlu\tind ban mad nij sun jav mak bjn abl\tQA\tQA\tCC-BY-NC-SA-4.0\topen\t2023\t11\thttps://huggingface.co/datasets/indolem/IndoMMLU
seacrowd/indoner_tourism\tindoner_tourism\tind\tNER\tSEQ_LABEL\tAFL-3.0\topen\t2023\t2\thttps://github.com/fathanick/IndoNER-Tourism/tree/main
seacrowd/indonesia_chinese_mtrobusteval\tindonesia_chinese_mtrobusteval\tind cmn\tMT\tT2T\tMIT\topen\t2023\t2\thttps://github.com/supryzhu/Indonesia-Chinese-MTRobustEval
seacrowd/indonesian_madurese_bible_translation\tindonesian_madurese_bible_translation\tind mad\tMT\tT2T\tCC-BY-4.0\topen\t2023\t2\thttps://data.mendeley.com/datasets/cgtg4bhrtf/3
seacrowd/indonesian_news_dataset\tindonesian_news_dataset\tind\tTL\tTEXT\t\topen\t2020\t2\thttps://github.com/andreaschandra/indonesian-news
seacrowd/indonesiannmt\tindonesiannmt\tind jav ban min sun\tMT SSP\tT2T SSP\tCC-BY-NC-SA-4.0\topen\t2023\t12\thttps://huggingface.co/datasets/Exqrch/IndonesianNMT
seacrowd/indonglish\tindonglish\tind\tSA\tTEXT\t\topen\t2023\t8\thttps://github.com/laksmitawidya/indonglish-dataset
seacrowd/indonli\tindonli\tind\tTE\tPAIRS\tCC-BY-SA-4.0\topen\t2021\t2\thttps://github.com/ir-nlp-csui/indonli
seacrowd/indonlu_nergrit\tindonlu_nergrit\tind\tNER\tSEQ_LABEL\tMIT\topen\t2020\t2\thttps://github.com/grit-id/nergrit-corpus
seacrowd/indoqa\tindoqa\tind\tQA\tQA\tCC-BY-ND-4.0\topen\t2023\t2\thttps://jakartaresearch.com/
seacrowd/indosmd\tindosmd\tind\tTOD\tTOD\tCC-BY-SA-4.0\topen\t2023\t2\thttps://github.com/dehanalkautsar/IndoToD/tree/main/IndoSMD
seacrowd/indosum\tindosum\tind\tSUM\tT2T\tApache-2.0\topen\t2018\t10\thttps://github.com/kata-ai/indosum
seacrowd/indotacos\tindotacos\tind\tTACOS\tTEXT\tCC-BY-SA-4.0\topen\t\t2\thttps://www.kaggle.com/datasets/christianwbsn/indonesia-tax-court-verdict
seacrowd/indowiki\tindowiki\tind\t\t\tMIT\topen\t2022\t2\thttps://github.com/IgoRamli/IndoWiki
seacrowd/indqner\tIndQNER\tind\tNER\tSEQ_LABEL\t\topen\t2022\t2\thttps://github.com/dice-group/IndQNER
seacrowd/indspeech_digit_cdsr\tindspeech_digit_cdsr\tind\tASR\tSPTEXT\tCC-BY-NC-SA-4.0\topen\t2004\t2\thttps://github.com/s-sakti/data_indsp_digit_cdsr
seacrowd/indspeech_news_ethnicsr\tindspeech_news_ethnicsr\tsun jav\tASR\tSPTEXT\tCC-BY-NC-SA-4.0\topen\t2012\t8\thttps://github.com/s-sakti/data_indsp_news_ethnicsr
seacrowd/indspeech_news_lvcsr\tindspeech_news_lvcsr\tind\tASR\tSPTEXT\tCC-BY-NC-SA-4.0\topen\t2008\t2\thttps://github.com/s-sakti/data_indsp_news_lvcsr
seacrowd/indspeech_news_tts\tINDspeech_NEWS_TTS\tind\tTTS\tSPTEXT\tCC-BY-NC-SA-4.0\topen\t2008\t10\thttps://github.com/s-sakti/data_indsp_news_tts
seacrowd/indspeech_newstra_ethnicsr\tindspeech_newstra_ethnicsr\tsun jav btk ban\tASR\tSPTEXT\tCC-BY-NC-SA-4.0\topen\t2013\t16\thttps://github.com/s-sakti/data_indsp_newstra_ethnicsr
seacrowd/indspeech_teldialog_lvcsr\tindspeech_teldialog_lvcsr\tind\tASR\tSPTEXT\tCC-BY-NC-SA-4.0\topen\t2008\t2\thttps://github.com/s-sakti/data_indsp_teldialog_lvcsr
seacrowd/indspeech_teldialog_svcsr\tindspeech_teldialog_svcsr\tind\tASR\tSPTEXT\tCC-BY-NC-SA-4.0\topen\t2004\t2\thttps://github.com/s-sakti/data_indsp_teldialog_svcsr/
seacrowd/inset_lexicon\tinset_lexicon\tind\tSA\tTEXT\t\topen\t2017\t2\thttps://www.researchgate.net/publication/321757985_InSet_Lexicon_Evaluation_of_a_Word_List_for_Indonesian_Sentiment_Analysis_in_Microblogs
seacrowd/jadi_ide\tjadi_ide\tind\tEC\tTEXT\t\topen\t2020\t2\thttps://github.com/fathanick/Javanese-Dialect-Identification-from-Twitter-Data
seacrowd/jv_id_asr\tjv_id_asr\tjav\tASR\tSPTEXT\tCC-BY-SA-4.0\topen\t2018\t2\thttp://openslr.org/35/
seacrowd/jv_id_tts\tjv_id_tts\tjav\tTTS\tSPTEXT\tCC-BY-SA-4.0\topen\t2018\t2\thttp://openslr.org/41/
seacrowd/kamus_alay\tkamus_alay\tind\tMOR\tPAIRS_MULTI\t\topen\t2018\t2\thttps://ieeexplore.ieee.org/abstract/document/8629151
seacrowd/karonese_sentiment\tkaronese_sentiment\tbtx\tSA\tTEXT\t\topen\t2022\t2\thttp://section.iaesonline.com/index.php/IJEEI/article/view/3565
seacrowd/kawat\tkawat\tind\tWA\tT2T\tCC-BY-SA-4.0\topen\t2019\t2\thttps://github.com/kata-ai/kawat
seacrowd/kde4\tkde4\tind khm zlm tha vie\tMT\tT2T\t\tunknown\t2012\t818\thttps://opus.nlpl.eu/KDE4/corpus/version/KDE4
seacrowd/keps\tkeps\tind\tKE\tSEQ_LABEL\tCC-BY-SA-4.0\topen\t2019\t2\thttps://github.com/IndoNLP/indonlu
seacrowd/kheng_info\tkheng_info\tkhm\tASR\tSPTEXT\t\topen\t\t2\thttps://huggingface.co/datasets/seanghay/khmer_kheng_info_speech
seacrowd/khmer_alt_pos\tkhmer_alt_pos\tkhm\tPOS\tSEQ_LABEL\tCC-BY-NC-SA-4.0\topen\t2021\t2\thttps://www2.nict.go.jp/astrec-att/member/mutiyama/ALT/km-nova-181101/README.txt
seacrowd/khpos\tkhpos\tkhm\tPOS\tSEQ_LABEL\tCC-BY-NC-SA-4.0\topen\t2017\t2\thttps://github.com/ye-kyaw-thu/khPOS/tree/master
seacrowd/kopi_cc\tkopi_cc\tind\tSSP\tSSP\tCC0-1.0\topen\t2022\t92\thttps://huggingface.co/datasets/munggok/KoPI-CC
seacrowd/kopi_cc_news\tkopi_cc_news\tind\tSSP\tSSP\tCC0-1.0\topen\t\t16\thttps://huggingface.co/datasets/munggok/KoPI-CC_News
seacrowd/kopi_nllb\tkopi_nllb\tind jav ace ban bjn min sun\tSSP\tSSP\t\topen\t\t48\thttps://huggingface.co/datasets/munggok/KoPI-NLLB
seacrowd/korpus_nusantara\tkorpus_nusantara\tind jav xdy bug sun mad bjn bbc khek msa min tiociu\tMT\tT2T\t\topen\t2020\t44\thttps://github.com/herrysujaini/korpusnusantara
seacrowd/kvis_th_ocr\tkvis_th_ocr\ttha\tOCR\tIMTEXT\tCC-BY-4.0\topen\t2018\t2\thttps://data.mendeley.com/datasets/8nr3pbdk5c/1
seacrowd/lazada_review_filipino\tlazada_review_filipino\tfil tgl\tSA\tTEXT\t\topen\t2022\t2\thttps://github.com/EricEchemane/Filipino-Tagalog-Product-Reviews-Sentiment-Analysis
seacrowd/lex_indo\tlex_indo\tind\tMLN\tT2T\tCC-BY-NC-ND-4.0\tlocal\t\t2\thttps://magichub.com/datasets/indonesian-lexicon/
seacrowd/lexitron\tlexitron\ttha\tMT\tT2T\tLicenseRef-others\topen\t\t4\thttps://opend-portal.nectec.or.th/dataset/lexitron-2-0
seacrowd/librivox_indonesia\tlibrivox_indonesia\tind sun jav min bug ban ace\tASR\tSPTEXT\tCC0-1.0\topen\t\t16\thttps://huggingface.co/indonesian-nlp/librivox-indonesia
seacrowd/limesoda\tlimesoda\ttha\tHNC\tTEXT\tCC-BY-4.0\topen\t2021\t4\thttps://github.com/byinth/LimeSoda
seacrowd/lio_and_central_flores\tlio_and_central_flores\tend ljl nxe eng\tMT\tT2T\t\topen\t2018\t10\thttps://archive.mpi.nl/tla/islandora/search/alexander%20elias?type=dismax&islandora_solr_search_navigation=0&f%5B0%5D=cmd.Contributor%3A%22Alexander%5C%20Elias%22
seacrowd/liputan6\tliputan6\tind\tSUM\tT2T\tCC-BY-SA-4.0\topen\t2020\t4\thttps://github.com/fajri91/sum_liputan6
seacrowd/local_id_abusive\tlocal_id_abusive\tjav sun\tABSA\tTEXT_MULTI\t\topen\t2021\t4\thttps://github.com/Shofianina/local-indonesian-abusive-hate-speech-dataset
seacrowd/lr_sum\tlr_sum\tind khm lao mya tha vie\tSUM\tT2T\tCC-BY-4.0\topen\t2023\t14\thttps://huggingface.co/datasets/bltlab/lr-sum
seacrowd/lti_langid_corpus\tlti_langid_corpus\tifa ace btm mqj mbs nbq gor zyp tbl kjp kmk kqe ptu blw ceb prf yva zlm bps tdt mya dgc lus wrs abx rgu aaz agn ccp cmn jav obo due msk xsb syb ind lbk min smk att nod tdj atb atd pag hvn ksc lao kkl lti dao cgc tbk gdg amk mbd clu msb sbl cek khm yue sgb beu eip ifu mnw suc bgs pam ebk eng nfa cbk ify csy heg shn mta mbt lex tha mmn sun vie llg xnn txq bcl kje kne san hlt kyu bkd duo tet ury yka bjn tiy ivv agt ban blz mbi ilo mkn isd cth bpr por mbb tgl msm ivb tam plw alp row\tLI\tTEXT\t\topen\t2014\t2\thttps://www.cs.cmu.edu/~ralf/langid.html
seacrowd/m3exam\tm3exam\tjav tha vie\tQA VQA\tQA IMQA\tCC-BY-NC-SA-4.0\topen\t2023\t9\thttps://github.com/DAMO-NLP-SG/M3Exam
seacrowd/m3ls\tm3ls\tind\tSUM IC\tT2T IMTEXT\tMIT\topen\t2023\t3\thttps://github.com/anubhav-jangra/M3LS/tree/main
seacrowd/mabl\tmabl\tind jav sun\tQA\tQA\tMIT\topen\t2023\t8\thttps://github.com/simran-khanuja/Multilingual-Fig-QA
seacrowd/malaysia_ai_government\tmalaysia_ai_government\tzlm\tSSP\tSSP\tApache-2.0\topen\t2023\t8\thttps://huggingface.co/datasets/malaysia-ai/crawl-my-website
seacrowd/malaysia_ai_hansard\tmalaysia_ai_hansard\tzlm\tSSP\tSSP\tApache-2.0\topen\t2023\t2\thttps://huggingface.co/datasets/malaysia-ai/crawl-malaysian-hansard
seacrowd/malaysia_tweets\tmalaysia_tweets\tzlm, eng\tSA\tTEXT\t\topen\t2022\t2\thttps://github.com/sarahjuan/malaysia-tweets-with-sentiment-labels
seacrowd/malindo_morph\tmalindo_morph\tzlm ind\t\t\tCC-BY-4.0\topen\t2018\t1\thttps://github.com/matbahasa/MALINDO_Morph
seacrowd/malindo_parallel\tmalindo_parallel\tzlm jpn\tMT\tT2T\tCC-BY-4.0\topen\t\t2\thttps://github.com/matbahasa/MALINDO_Parallel/tree/master/OpenCampusTUFS
seacrowd/massive\tmassive\tind jav khm zlm mya tha tgl vie\tINT SF\tTEXT SEQ_LABEL\tCC-BY-4.0\topen\t2022\t27\thttps://github.com/alexa/massive
seacrowd/maxm\tmaxm\ttha\tVQA\tIMQA\tLicenseRef-others\topen\t2023\t4\thttps://github.com/google-research-datasets/maxm
seacrowd/mc4_indo\tmc4_indo\tind\tSSP\tSSP\tODC-By-1.0\topen\t2021\t2\thttps://huggingface.co/datasets/indonesian-nlp/mc4-id
seacrowd/mdia\tmdia\tind tgl vie\tDS MT\tT2T\tCC-BY-4.0\topen\t2022\t12\thttps://github.com/DoctorDream/mDIA
seacrowd/medev\tmedev\tvie\tMT\tT2T\t\topen\t2024\t2\thttps://huggingface.co/datasets/nhuvo/MedEV
seacrowd/medisco\tmedisco\tind\tASR\tSPTEXT\tGPL-3.0-only\topen\t2018\t2\thttps://mrqorib.github.io/2018/02/01/building-medisco.html
seacrowd/melayu_brunei\tmelayu_brunei\tkxd\tSSP\tSSP\tCC-BY-4.0\topen\t2021\t2\thttps://github.com/matbahasa/Melayu_Brunei
seacrowd/melayu_sabah\tmelayu_sabah\tmsi\tSSP\tSSP\tCC-BY-4.0\topen\t2020\t2\thttps://github.com/matbahasa/Melayu_Sabah
seacrowd/melayu_sarawak\tmelayu_sarawak\tzlm\tSSP\tSSP\tCC-BY-4.0\topen\t2020\t2\thttps://github.com/matbahasa/Melayu_Sarawak
seacrowd/melayu_standard_lisan\tmelayu_standard_lisan\tzlm\tSSP\tSSP\tCC-BY-4.0\topen\t2018\t2\thttps://github.com/matbahasa/Melayu_Standard_Lisan
seacrowd/memolon\tmemolon\tceb tgl ind sun jav zsm vie tha mya\tEC\tTEXT\tMIT\topen\t2020\t9\thttps://zenodo.org/record/3756607/files/MTL_grouped.zip?download=1
seacrowd/men\tmen\teng\tRE NER\tKB SEQ_LABEL\tMIT\topen\t2024\t2\thttps://github.com/mohanraj-nlp/MEN-Dataset/tree/main
seacrowd/minang_senti\tminang_senti\tind min\tSA\tTEXT\tMIT\tunknown\t2020\t4\thttps://github.com/fajri91/minangNLP
seacrowd/minangnlp_mt\tminangnlp_mt\tmin ind\tMT\tT2T\tMIT\topen\t2020\t2\thttps://github.com/fajri91/minangNLP
seacrowd/miracl\tmiracl\tind tha\tTRV\tPAIRS\tApache-2.0\topen\t2023\t4\thttps://project-miracl.github.io/
seacrowd/mkqa\tmkqa\tkhm zsm tha vie\tQA\tQA\tCC-BY-SA-3.0\topen\t2021\t10\thttps://github.com/apple/ml-mkqa
seacrowd/mlqa\tmlqa\tvie\tQA\tQA\tCC-BY-SA-3.0\topen\t2019\t30\thttps://github.com/facebookresearch/MLQA
seacrowd/mozilla_pontoon\tmozilla_pontoon\tmya ceb gor hil ilo ind jav khm lao zlm nia tgl tha vie\tMT\tT2T\tBSD-3-Clause\topen\t\t30\thttps://huggingface.co/datasets/ayymen/Pontoon-Translations
seacrowd/msl4emergency\tmsl4emergency\tysm mya\tMT SLR\tT2T IMTEXT\tCC-BY-NC-SA-4.0\topen\t2018\t3\thttps://github.com/ye-kyaw-thu/MSL4Emergency/tree/master
seacrowd/mswc\tmswc\tcnh ind vie\tASR\tSPTEXT\tCC-BY-4.0\topen\t2021\t12\thttps://huggingface.co/datasets/MLCommons/ml_spoken_words
seacrowd/mtop_intent_classification\tmtop_intent_classification\ttha\tINT\tTEXT\tCC-BY-SA-4.0\topen\t2021\t4\thttps://huggingface.co/mteb
seacrowd/multilexnorm\tmultilexnorm\tind\tMLN\tT2T\tCC-BY-NC-SA-4.0\topen\t2021\t2\thttps://bitbucket.org/robvanderg/multilexnorm/src/master/
seacrowd/multilingual_alpaca\tmultilingual_alpaca\tvie\tITT\tT2T\t\topen\t2023\t2\thttps://github.com/NJUNLP/x-LLM
seacrowd/multilingual_nli_26lang\tmultilingual_nli_26lang\tind vie\tTE\tPAIRS\t\tunknown\t2022\t20\thttps://huggingface.co/datasets/MoritzLaurer/multilingual-NLI-26lang-2mil7
seacrowd/multispider\tmultispider\tvie\tMT\tT2T\tCC-BY-4.0\topen\t2023\t2\thttps://github.com/longxudou/multispider
seacrowd/muse\tmuse\ttgl ind zlm tha vie\tMT\tT2T\tCC-BY-NC-ND-4.0\tunknown\t2018\t22\thttps://github.com/facebookresearch/MUSE#ground-truth-bilingual-dictionaries
seacrowd/my_paraphrase\tmy_paraphrase\tmya\tPARA\tT2T\tCC-BY-NC-SA-4.0\topen\t2022\t6\thttps://github.com/ye-kyaw-thu/myParaphrase
seacrowd/myanmar_rakhine_parallel\tmyanmar_rakhine_parallel\tmya rki\tMT\tT2T\tGPL-3.0-only\topen\t2019\t2\thttps://github.com/ye-kyaw-thu/myPar/tree/master/my-rk
seacrowd/mypos\tmypos\tmya\tPOS\tSEQ_LABEL\tCC-BY-NC-SA-4.0\topen\t2020\t2\thttps://github.com/ye-kyaw-thu/myPOS
seacrowd/mysentence\tmysentence\tmya\tPOS\tSEQ_LABEL\tCC-BY-NC-SA-4.0\topen\t2023\t4\thttps://github.com/ye-kyaw-thu/mySentence
seacrowd/mywsl2023\tmywsl2023\txml\tSLR\tIMTEXT\tCC-BY-4.0\topen\t2023\t2\thttps://data.mendeley.com/datasets/zvk55p7ktd/1
seacrowd/myxnli\tmyxnli\tmya\tTE\tPAIRS\tCC-BY-NC-4.0\topen\t\t2\thttps://github.com/akhtet/myXNLI
seacrowd/national_speech_corpus_sg_imda\tnational_speech_corpus_sg_imda\teng\tASR\tSPTEXT\tLicenseRef-others\tlocal\t2019\t2\thttps://www.imda.gov.sg/how-we-can-help/national-speech-corpus
seacrowd/nergrit\tnergrit\tind\tNER\tSEQ_LABEL\tMIT\topen\t2019\t6\thttps://github.com/grit-id/nergrit-corpus
seacrowd/nerp\tnerp\tind\tNER\tSEQ_LABEL\tCC-BY-SA-4.0\topen\t2018\t2\thttps://github.com/IndoNLP/indonlu
seacrowd/netifier\tnetifier\tind\tABSA\tTEXT_MULTI\tCC-BY-NC-SA-4.0\topen\t\t2\thttps://github.com/ahmadizzan/netifier
seacrowd/news_en_id\tnews_en_id\tind eng\tMT\tT2T\tCC-BY-SA-4.0\topen\t2020\t2\thttps://github.com/gunnxx/indonesian-mt-data
seacrowd/newsph\tnewsph\tfil tgl\tSSP\tSSP\tGPL-3.0-only\topen\t2021\t2\thttps://huggingface.co/datasets/newsph
seacrowd/nllb_seed\tnllb_seed\tace bjn bug eng\tMT\tT2T\tCC-BY-SA-4.0\topen\t2022\t6\thttps://github.com/facebookresearch/flores/tree/main/nllb_seed
seacrowd/ntrex_128\tntrex_128\tmya fil ind khm lao zlm tha vie hmv eng\tMT\tT2T\tCC-BY-SA-4.0\topen\t2022\t4392\thttps://github.com/MicrosoftTranslator/NTREX
seacrowd/nusaparagraph_emot\tnusaparagraph_emot\tbtk bew bug jav mad mak min mui rej sun\tEC\tTEXT\tCC-BY-SA-4.0\topen\t2023\t22\thttps://github.com/IndoNLP/nusa-writes
seacrowd/nusaparagraph_rhetoric\tnusaparagraph_rhetoric\tbtk bew bug jav mad mak min mui rej sun\tRMC\tTEXT\tCC-BY-SA-4.0\topen\t2023\t22\thttps://github.com/IndoNLP/nusa-writes
seacrowd/nusaparagraph_topic\tnusaparagraph_topic\tbtk bew bug jav mad mak min mui rej sun\tTL\tTEXT\tCC-BY-SA-4.0\topen\t2023\t22\thttps://github.com/IndoNLP/nusa-writes
seacrowd/nusatranslation_emot\tnusatranslation_emot\tabs btk bew bug jav mad mak min mui rej sun\tEC\tTEXT\tCC-BY-SA-4.0\topen\t2023\t24\thttps://github.com/IndoNLP/nusa-writes
seacrowd/nusatranslation_mt\tnusatranslation_mt\tind abs bhp bew btk jav mad mak min mui rej sun\tMT\tT2T\tCC-BY-SA-4.0\topen\t2023\t44\thttps://github.com/IndoNLP/nusatranslation/tree/main/datasets/mt
seacrowd/nusatranslation_senti\tnusatranslation_senti\tbtk bew bug jav mad mak min mui rej sun\tSA\tTEXT\tCC-BY-SA-4.0\topen\t2023\t24\thttps://github.com/IndoNLP/nusa-writes
seacrowd/nusax_mt\tnusax_mt\tind ace ban bjn bbc bug jav mad min nij sun eng\tMT\tT2T\tCC-BY-SA-4.0\topen\t2022\t266\thttps://github.com/IndoNLP/nusax/tree/main/datasets/mt
seacrowd/nusax_senti\tnusax_senti\tind ace ban bjn bbc bug jav mad min nij sun eng\tSA\tTEXT\tCC-BY-SA-4.0\topen\t2022\t26\thttps://github.com/IndoNLP/nusax/tree/main/datasets/sentiment
seacrowd/oil\toil\teng ind\t\t\tCC-BY-NC-ND-4.0\topen\t2023\t1\thttps://huggingface.co/datasets/ZMaxwell-Smith/OIL
seacrowd/ojw\tojw\tkaw\t\t\tCC-BY-SA-4.0\topen\t2020\t1\thttps://github.com/davidmoeljadi/OJW
seacrowd/okapi_m_arc\tokapi_m_arc\tind vie\tQA\tQA\tCC-BY-NC-4.0\topen\t2023\t4\thttps://huggingface.co/datasets/jon-tow/okapi_arc_challenge
seacrowd/okapi_m_mmlu\tokapi_m_mmlu\tind vie\tQA\tQA\tCC-BY-NC-4.0\topen\t2023\t4\thttps://huggingface.co/datasets/jon-tow/okapi_mmlu
seacrowd/openlid\topenlid\tace ban bjn bug ceb ilo ind jav kac khm lao min lus mya pag shn sun tgl tha vie war zsm\tLI\tTEXT\tGPL-3.0-only\topen\t2023\t2\thttps://github.com/laurieburchell/open-lid-dataset
seacrowd/openslr\topenslr\tmya jav sun khm\tASR\tSPTEXT\tCC-BY-SA-4.0\topen\t2018\t12\thttps://www.openslr.org/resources.php
seacrowd/openvivqa\topenvivqa\tvie\tVQA\tIMQA\tMIT\topen\t2021\t2\thttps://huggingface.co/datasets/uitnlp/OpenViVQA-dataset
seacrowd/orchid_pos\torchid_pos\ttha\tPOS\tSEQ_LABEL\tCC-BY-NC-SA-3.0\topen\t1999\t2\thttps://github.com/wannaphong/corpus_mirror/releases/tag/orchid-v1.0
seacrowd/oscar_2201\toscar_2201\twar ceb min vie ilo tgl lao khm mya jav ind tha sun zlm\tSSP\tSSP\tCC0-1.0\tunknown\t2022\t30\thttps://huggingface.co/datasets/oscar-corpus/OSCAR-2201
seacrowd/palito\tpalito\tbik ceb hil ilo tgl pam pag war\tSSP\tSSP\tLicenseRef-LGPL-family\topen\t2009\t16\thttps://github.com/imperialite/Philippine-Languages-Online-Corpora/tree/master/PALITO%20Corpus
seacrowd/paracotta_id\tparacotta_id\tind\tPARA\tT2T\t\topen\t2022\t2\thttps://github.com/afaji/paracotta-paraphrase
seacrowd/parallel_asian_treebank\tparallel_asian_treebank\tkhm lao mya ind fil zlm tha vie\tMT\tT2T\tCC-BY-4.0\topen\t2016\t120\thttps://www2.nict.go.jp/astrec-att/member/mutiyama/ALT/
seacrowd/parallel_id_nyo\tparallel_id_nyo\tind abl\tMT\tT2T\t\topen\t2021\t2\thttps://drive.google.com/drive/folders/1oNpybrq5OJ_4Ne0HS5w9eHqnZlZASpmC?usp=sharing
seacrowd/parallel_su_id\tparallel_su_id\tind sun\tMT\tT2T\tCC0-1.0\topen\t2015\t2\thttps://dataverse.telkomuniversity.ac.id/dataset.xhtml?persistentId=doi:10.34820/FK2/HDYWXW
seacrowd/pfsa_id\tpfsa_id\tind\tNER POS\tSEQ_LABEL\tCC-BY-NC-SA-4.0\topen\t2022\t6\thttps://github.com/sigit-purnomo/pfsa-id
seacrowd/ph_fake_news_corpus\tph_fake_news_corpus\teng\tFCT\t\t\topen\t2019\t1\thttps://github.com/aaroncarlfernandez/Philippine-Fake-News-Corpus
seacrowd/pho_ner_covid\tpho_ner_covid\tvie\tNER\tSEQ_LABEL\t\topen\t2021\t4\thttps://github.com/VinAIResearch/PhoNER_COVID19/tree/main
seacrowd/phoatis\tphoatis\tvie\tINT SF\tTEXT SEQ_LABEL\t\topen\t2021\t7\thttps://github.com/VinAIResearch/JointIDSF/
seacrowd/phomt\tphomt\tvie eng\tMT\tT2T\tMIT\tlocal\t2021\t2\thttps://github.com/VinAIResearch/PhoMT
seacrowd/phost\tphost\teng vie\tASR STTT MT\tSPTEXT T2T\tCC-BY-NC-ND-4.0\tlocal\t2022\t3\thttps://github.com/VinAIResearch/PhoST
seacrowd/posp\tposp\tind\tPOS\tSEQ_LABEL\tCC-BY-SA-4.0\topen\t2018\t2\thttps://github.com/IndoNLP/indonlu
seacrowd/postag_su\tpostag_su\tsun\tPOS\tSEQ_LABEL\tCC0-1.0\topen\t2022\t2\thttps://dataverse.telkomuniversity.ac.id/dataset.xhtml?persistentId=doi:10.34820/FK2/VTAHRH
seacrowd/prdect_id\tprdect_id\tind\tSA EC\tTEXT\tCC-BY-4.0\topen\t2022\t4\thttps://data.mendeley.com/datasets/574v66hf2v/1
seacrowd/qasina\tqasina\tind\tQA\tQA\tMIT\topen\t2023\t2\thttps://github.com/rizquuula/QASiNa
seacrowd/qed\tqed\teng vie tha mya jav ind tgl zlm ceb fil khm lao mad pam\tMT SSP\tT2T SSP\tLicenseRef-others\tunknown\t2014\t168\thttps://opus.nlpl.eu/QED/corpus/version/QED
seacrowd/roots_vi_ted\troots_vi_ted\tvie\tSSP\tSSP\tCC-BY-NC-ND-4.0\topen\t2022\t2\thttps://huggingface.co/datasets/bigscience-data/roots_vi_ted_talks_iwslt
seacrowd/saltik\tsaltik\tind\t\t\tAGPL-3.0-only\topen\t2023\t1\thttps://github.com/ir-nlp-csui/saltik
seacrowd/sampiran\tsampiran\tind\tSSP\tSSP\tAGPL-3.0-only\topen\t2023\t2\thttps://github.com/ir-nlp-csui/sampiran
seacrowd/sap_wat\tsap_wat\teng ind zlm tha vie\tMT\tT2T\tCC-BY-NC-4.0\topen\t2020\t8\thttps://github.com/SAP/software-documentation-data-set-for-machine-translation
seacrowd/sarawak_malay\tsarawak_malay\tzlm\tASR TTS\tSPTEXT\tCC0-1.0\topen\t2023\t2\thttps://github.com/sarahjuan/sarawakmalay
seacrowd/scb_mt_en_th\tscb_mt_en_th\ttha eng\tMT\tT2T\tCC-BY-SA-4.0\topen\t2021\t4\thttps://github.com/vistec-AI/thai2nmt
seacrowd/sea_bench\tsea_bench\teng ind khm lao mya tgl tha vie zlm\tITT\tT2T\tApache-2.0\topen\t2023\t20\thttps://huggingface.co/datasets/SeaLLMs/Sea-bench
seacrowd/sea_madlad\tsea_madlad\tace akb ban bbc bew btx ceb fil gor hil iba ilo ind jav kac khm kxd lao mad mak meo min mkn msa msi mya nij nut pag shn sun tet tha vie war\tSSP\tSSP\tCC-BY-4.0\topen\t2023\t70\thttps://huggingface.co/datasets/allenai/MADLAD-400
seacrowd/sea_wiki\tsea_wiki\tace ban bcl bjn bug cbk gor ilo ind jav khm lao mad map_bms min mnw mya nia pag pam shn sun tet tgl tha vie war\tSSP SUM\tSSP T2T\tCC-BY-SA-4.0\topen\t\t114\thttps://huggingface.co/datasets/sabilmakbar/sea_wiki
seacrowd/seaeval\tseaeval\tind vie zlm fil\tCR QA\tQA\tCC-BY-NC-4.0\topen\t2023\t20\thttps://github.com/SeaEval/SeaEval
seacrowd/seahorse\tseahorse\tvie\tSUM\tT2T\tCC-BY-4.0\topen\t2023\t2\thttps://github.com/google-research-datasets/seahorse
seacrowd/senti_bahasa_rojak\tsenti_bahasa_rojak\tzlm eng cmn\tSA\tTEXT\t\topen\t2022\t6\thttps://data.depositar.io/dataset/brcc_and_sentibahasarojak/resource/8a558f64-98ff-4922-a751-0ce2ce8447bd
seacrowd/sentiment_nathasa_review\tsentiment_nathasa_review\tind\tSA\tTEXT\t\topen\t2018\t2\thttps://jurnal.uns.ac.id/itsmart/article/viewFile/17328/15082
seacrowd/sentiment_taglish_product_review\tsentiment_taglish_product_review\ttgl eng\tSA\tTEXT\tCC-BY-4.0\topen\t\t2\thttps://huggingface.co/datasets/ccosme/SentiTaglishProductsAndServices
seacrowd/shopee_reviews_tagalog\tshopee_reviews_tagalog\tfil tgl\tSA\tTEXT\tMPL-2.0\topen\t\t2\thttps://huggingface.co/datasets/scaredmeow/shopee-reviews-tl-stars
seacrowd/sib_200\tsib_200\tace ban bjn bug ceb ilo ind jav kac khm lao lus min mya pag shn sun tgl tha vie war zsm\tTL\tTEXT\tCC-BY-SA-4.0\topen\t2023\t52\thttps://github.com/dadelani/sib-200
seacrowd/singgalang\tsinggalang\tind\tNER\tSEQ_LABEL\t\topen\t2017\t2\thttps://github.com/ir-nlp-csui/singgalang
seacrowd/sleukrith_ocr\tsleukrith_ocr\tkhm\tOCR\tIMTEXT\t\topen\t2017\t2\thttps://github.com/donavaly/SleukRith-Set
seacrowd/smsa\tsmsa\tind\tSA\tTEXT\tCC-BY-SA-4.0\topen\t2019\t2\thttps://github.com/IndoNLP/indonlu
seacrowd/snli_indo\tsnli_indo\tind\tTE\tPAIRS\tCC-BY-4.0\topen\t2024\t2\thttps://data.mendeley.com/datasets/k4tjhzs2gd/1
seacrowd/spamid_pair\tspamid_pair\tind\tINT\tTEXT\tCC-BY-4.0\topen\t2022\t2\thttps://data.mendeley.com/datasets/fj5pbdf95t/1
seacrowd/squad_id\tsquad_id\tind\tQA\tQA\t\topen\t2020\t2\thttps://github.com/FerdiantJoshua/question-generator
seacrowd/squad_id_nli\tsquad_id_nli\tind\tTE\tPAIRS\t\topen\t\t2\thttps://huggingface.co/datasets/muhammadravi251001/squadid-nli
seacrowd/sredfm\tsredfm\tvie\tRE\tKB\tCC-BY-SA-4.0\topen\t2023\t2\thttps://github.com/babelscape/rebel
seacrowd/stb_ext\tstb_ext\teng\tPOS DEP\tSEQ_LABEL KB\tMIT\topen\t2019\t12\thttps://github.com/wanghm92/Sing_Par/tree/master/TALLIP19_dataset/treebank
seacrowd/stif_indonesia\tstif_indonesia\tind\tPARA\tT2T\tMIT\topen\t2020\t2\thttps://github.com/haryoa/stif-indonesia
seacrowd/struct_amb_ind\tstruct_amb_ind\tind\tASR\tSPTEXT\t\tlocal\t2023\t2\thttps://github.com/ha3ci-lab/struct_amb_ind
seacrowd/su_emot\tsu_emot\tsun\tEC\tTEXT\t\topen\t2020\t2\thttps://github.com/virgantara/sundanese-twitter-dataset
seacrowd/su_id_asr\tsu_id_asr\tsun\tASR\tSPTEXT\tCC-BY-SA-4.0\topen\t2018\t2\thttps://indonlp.github.io/nusa-catalogue/card.html?su_id_asr
seacrowd/su_id_tts\tsu_id_tts\tsun\tTTS\tSPTEXT\tCC-BY-SA-4.0\topen\t2018\t2\thttp://openslr.org/44/
seacrowd/talpco\ttalpco\teng ind jpn kor myn tha vie zsm\tMT\tT2T\tCC-BY-4.0\topen\t2018\t114\thttps://github.com/matbahasa/TALPCo
seacrowd/tatabahasa\ttatabahasa\tzlm\tCR\tQA\tUnlicense\topen\t\t2\thttps://github.com/mesolitica/malaysian-dataset/tree/master/llm-benchmark/tatabahasabm.tripod.com
seacrowd/tatoeba\ttatoeba\tind vie tgl jav tha eng\tMT\tT2T\tApache-2.0\topen\t2018\t22\thttps://github.com/facebookresearch/LASER/blob/main/data/tatoeba/v1/README.md
seacrowd/tcope\ttcope\teng fil\tPOS DEP\tSEQ_LABEL KB\tCC0-1.0\topen\t2023\t2\thttps://osf.io/3q5pw/wiki/home/
seacrowd/ted_en_id\tted_en_id\tind eng\tMT\tT2T\tCC-BY-SA-4.0\topen\t2018\t2\thttps://github.com/IndoNLP/indonlg
seacrowd/term_a\tterm_a\tind\tKT\tSEQ_LABEL\tCC-BY-SA-4.0\topen\t2019\t2\thttps://github.com/IndoNLP/indonlu
seacrowd/tgl_profanity\ttgl_profanity\ttgl\tABL\tTEXT\t\topen\t2023\t2\thttps://huggingface.co/datasets/mginoben/tagalog-profanity-dataset/
seacrowd/tha_lao_embassy_parcor\ttha_lao_embassy_parcor\ttha lao\tMT\tT2T\tCC0-1.0\topen\t\t2\thttps://github.com/PyThaiNLP/Thai-Lao-Parallel-Corpus/tree/master
seacrowd/tha_lotus\ttha_lotus\ttha\tASR\tSPTEXT\tCC-BY-NC-SA-3.0\topen\t2009\t8\thttps://github.com/korakot/corpus/tree/main/LOTUS
seacrowd/thai_alpaca\tthai_alpaca\ttha\tITT\tT2T\tCC-BY-NC-4.0\topen\t\t2\thttps://huggingface.co/datasets/Thaweewat/alpaca-cleaned-52k-th
seacrowd/thai_constitution\tthai_constitution\ttha\tSSP\tSSP\tCC0-1.0\topen\t\t2\thttps://github.com/PyThaiNLP/Thai-constitution-corpus/tree/master
seacrowd/thai_databricks_dolly\tthai_databricks_dolly\ttha\tITT\tT2T\tCC-BY-SA-3.0\topen\t\t2\thttps://huggingface.co/datasets/Thaweewat/databricks-dolly-15k-th
seacrowd/thai_depression\tthai_depression\ttha\tEC\tTEXT\tCC-BY-NC-ND-4.0\topen\t2021\t2\thttps://zenodo.org/records/4734552
seacrowd/thai_elderly_speech\tthai_elderly_speech\ttha\tSTTT\tSPTEXT\tCC-BY-SA-4.0\topen\t\t4\thttps://github.com/VISAI-DATAWOW/Thai-Elderly-Speech-dataset/releases/tag/v1.0.0
seacrowd/thai_gpteacher\tthai_gpteacher\ttha\tITT\tT2T\tCC-BY-SA-3.0\topen\t\t2\thttps://huggingface.co/datasets/Thaweewat/gpteacher-20k-th
seacrowd/thai_hh_rlhf\tthai_hh_rlhf\ttha\tRLHF\tTEXT\tMIT\topen\t2022\t2\thttps://huggingface.co/datasets/Thaweewat/hh-rlhf-th
seacrowd/thai_romanization\tthai_romanization\ttha\tTRL\tT2T\tCC-BY-SA-3.0\topen\t\t2\thttps://www.kaggle.com/datasets/wannaphong/thai-romanization/data
seacrowd/thai_ser\tthai_ser\ttha\tSER\tSPEECH\tCC-BY-SA-4.0\topen\t\t4\thttps://github.com/vistec-AI/dataset-releases/releases/tag/v1
seacrowd/thai_sum\tthai_sum\ttha\tSUM\tT2T\tMIT\topen\t2020\t2\thttps://github.com/nakhunchumpolsathien/ThaiSum
seacrowd/thai_tnhc2_books\tthai_tnhc2_books\ttha\tSSP\tSSP\tCC0-1.0\topen\t2024\t2\thttps://www.arts.chula.ac.th/chulaseal/tnhc2/
seacrowd/thai_toxicity_tweet\tthai_toxicity_tweet\ttha\tABL\tTEXT\tCC-BY-NC-4.0\topen\t2018\t2\thttps://github.com/tmu-nlp/ThaiToxicityTweetCorpus
seacrowd/thaigov\tthaigov\ttha\tSUM\tT2T\tPDDL-1.0\topen\t2023\t2\thttps://github.com/PyThaiNLP/thaigov-v2-corpus/tree/master/data
seacrowd/tico_19\ttico_19\tind ara spa fra hin por rus zho eng khm zlm mya tgl tam\tMT\tT2T\tCC0-1.0\topen\t2020\t54\thttps://tico-19.github.io
seacrowd/titml_idn\ttitml_idn\tind\tASR\tSPTEXT\tLicenseRef-others\topen\t2006\t2\thttp://research.nii.ac.jp/src/en/TITML-IDN.html
seacrowd/tlunified_ner\ttlunified_ner\ttgl\tNER\tSEQ_LABEL\tGPL-3.0-only\topen\t2023\t2\thttps://huggingface.co/ljvmiranda921/tlunified-ner
seacrowd/tmad_malay_corpus\ttmad_malay_corpus\tzlm\tQA\tQA\t\topen\t2019\t2\thttps://github.com/bhysss/TMAD-CUM/tree/master
seacrowd/total_defense_meme\ttotal_defense_meme\teng\tOCR IMC_MULTI\tIMTEXT IMAGE_MULTI\t\topen\t2023\t3\thttps://gitlab.com/bottle_shop/meme/TotalDefMemes
seacrowd/toxicity_200\ttoxicity_200\tind ace bjn bug jav\t\t\tCC-BY-SA-4.0\topen\t2022\t5\thttps://github.com/facebookresearch/flores/blob/main/toxicity
seacrowd/tydiqa\ttydiqa\tind tha\tQA\tQA\tApache-2.0\topen\t2020\t18\thttps://github.com/google-research-datasets/tydiqa
seacrowd/tydiqa_id_nli\ttydiqa_id_nli\tind\tTE\tPAIRS\t\topen\t\t2\thttps://huggingface.co/datasets/muhammadravi251001/tydiqaid-nli
seacrowd/typhoon_yolanda_tweets\ttyphoon_yolanda_tweets\tfil\tSA\tTEXT\tCC-BY-4.0\topen\t2019\t2\thttps://github.com/imperialite/Philippine-Languages-Online-Corpora/tree/master/Tweets/Annotated%20Yolanda
seacrowd/ucla_phonetic\tucla_phonetic\tace brv hil hni ilo khm mak mya pam\tASR\tSPTEXT\tCC-BY-NC-SA-4.0\tunknown\t2021\t20\thttps://github.com/xinjli/ucla-phonetic-corpus
seacrowd/ud\tud\tind vie tgl\tPOS DEP MT\tSEQ_LABEL KB T2T\tApache-2.0\topen\t2023\t20\thttps://lindat.mff.cuni.cz/repository/xmlui/handle/11234/1-5287
seacrowd/ud_id_csui\tud_id_csui\tind\tDEP MT POS\tKB T2T SEQ_LABEL\tCC-BY-SA-4.0\topen\t2020\t4\thttps://github.com/UniversalDependencies/UD_Indonesian-CSUI
seacrowd/ud_jv_csui\tud_jv_csui\tjav\tDEP MT POS\tKB T2T SEQ_LABEL\tCC-BY-SA-4.0\topen\t2023\t4\thttps://github.com/UniversalDependencies/UD_Javanese-CSUI
seacrowd/udhr\tudhr\tace ban bcl blt bug ceb cfm cnh ctd duu hil hlt hni hnj ilo ind jav khm kkh lao lus mad min mnw mya pam shn sun tdt tet tgl tha vie war zlm\tSSP\tSSP\t\topen\t1998\t72\thttps://unicode.org/udhr/index.html
seacrowd/udhr_lid\tudhr_lid\tsun ace mad lao cfm hnj min zlm tha blt hni jav tdt cnh khm ban ind mya ccp duu tet kkh bug vie\tLI\tTEXT\tCC0-1.0\topen\t2023\t2\thttps://huggingface.co/datasets/cis-lmu/udhr-lid
seacrowd/uit_vicov19qa\tuit_vicov19qa\tvie\tQA\tQA\t\topen\t2022\t2\thttps://github.com/triet2397/UIT-ViCoV19QA
seacrowd/uit_victsd\tuit_victsd\tvie\tINT ABL\tTEXT\t\topen\t2021\t4\thttps://github.com/tarudesu/ViCTSD
seacrowd/uit_vihsd\tuit_vihsd\tvie\tSA\tTEXT\t\topen\t2021\t2\thttps://github.com/sonlam1102/vihsd/
seacrowd/uit_viic\tuit_viic\tvi\tIC\tIMTEXT\t\topen\t2020\t2\thttps://drive.google.com/file/d/1YexKrE6o0UiJhFWpE8M5LKoe6-k3AiM4
seacrowd/uit_viocd\tuit_viocd\tvie\tCD\tTEXT\t\topen\t2021\t2\thttps://huggingface.co/datasets/tarudesu/ViOCD
seacrowd/uit_vion\tuit_vion\tvie\tTL\tTEXT\t\topen\t2021\t2\thttps://github.com/kh4nh12/UIT-ViON-Dataset
seacrowd/uit_visd4sa\tuit_visd4sa\tvie\tSPAN_ABSA\tSEQ_LABEL\t\topen\t2021\t2\thttps://github.com/kimkim00/UIT-ViSD4SA
seacrowd/uit_visfd\tuit_visfd\tvie\tABSA\tTEXT_MULTI\t\topen\t2021\t2\thttps://github.com/LuongPhan/UIT-ViSFD
seacrowd/uit_viwikiqa\tuit_viwikiqa\tvie\tQA\tQA\tLicenseRef-others\tlocal\t2021\t2\thttps://sites.google.com/uit.edu.vn/kietnv/datasets#h.bp2c6hj2hb5q
seacrowd/uit_vsfc\tuit_vsfc\tvie\tSA TL\tTEXT\t\topen\t2018\t4\thttps://drive.google.com/drive/folders/1HooABJyrddVGzll7fgkJ6VzkG_XuWfRu
seacrowd/uit_vsmec\tuit_vsmec\tvie\tEC\tTEXT\t\topen\t2020\t2\thttps://drive.google.com/drive/folders/1HooABJyrddVGzll7fgkJ6VzkG_XuWfRu
seacrowd/unimorph\tunimorph\tind kod ceb hil tgl\tMOR\tPAIRS_MULTI\tCC-BY-SA-3.0\topen\t2022\t12\thttps://unimorph.github.io
seacrowd/unimorph_id\tunimorph_id\tind\tMOR\tPAIRS_MULTI\tCC-BY-SA-3.0\topen\t2021\t2\thttps://github.com/unimorph/ind
seacrowd/unisent\tunisent\taaz abx ace acn agn agt ahk akb alj alp amk aoz atb atd att ban bbc bcl bgr bgs bgz bhp bkd bku blw blz bnj bpr bps bru btd bth bto bts btx bug bvz bzi cbk ceb cfm cgc clu cmo cnh cnw csy ctd czt dgc dtp due duo ebk fil gbi gdg gor heg hil hlt hnj hnn hvn iba ifa ifb ifk ifu ify ilo ind iry isd itv ium ivb ivv jav jra kac khm kix kje kmk kne kqe krj ksc ksw kxm lao lbk lew lex lhi lhu ljp lsi lus mad mak mbb mbd mbf mbi mbs mbt mej mkn mmn mnb mnx mog mqj mqy mrw msb msk msm mta mtg mtj mvp mwq mwv mya nbe nfa nia nij nlc npy obo pag pam plw pmf pne ppk prf prk pse ptu pww sas sbl sda sgb smk sml sun sxn szb tbl tby tcz tdt tgl tha tih tlb twu urk vie war whk wrs xbr yli yva zom zyp\tSA\tTEXT\tCC-BY-NC-ND-4.0\topen\t2020\t346\thttps://github.com/ehsanasgari/UniSent
seacrowd/up2\tup2\tind vie\t\t\tCDLA-Sharing-1.0\topen\t2022\t3\thttps://universalpropositions.github.io/
seacrowd/vi_pubmed\tvi_pubmed\teng vie\tMT\tT2T\tLicenseRef-others\topen\t2022\t2\thttps://huggingface.co/datasets/VietAI/vi_pubmed
seacrowd/vicon\tvicon\tvie\tTE\tPAIRS\tCC-BY-NC-SA-2.0\topen\t2018\t6\thttps://www.ims.uni-stuttgart.de/forschung/ressourcen/experiment-daten/vnese-sem-datasets/
seacrowd/vigetext\tvigetext\tvie\tQA\tQA\t\topen\t2023\t2\thttps://huggingface.co/datasets/uitnlp/ViGEText_17to23
seacrowd/vihealthqa\tvihealthqa\tvie\tQA\tQA\t\topen\t2022\t2\thttps://huggingface.co/datasets/tarudesu/ViHealthQA
seacrowd/vilexnorm\tvilexnorm\tvie\tMLN\tT2T\tCC-BY-NC-SA-4.0\topen\t2024\t2\thttps://github.com/ngxtnhi/ViLexNorm
seacrowd/vimmrc\tvimmrc\tvie\tCR\tQA\t\topen\t2020\t2\thttps://sites.google.com/uit.edu.vn/kietnv/datasets#h.1qeaynfs79d1
seacrowd/vimqa\tvimqa\tvie\tQA\tQA\tLicenseRef-others\tlocal\t2022\t2\thttps://github.com/vimqa/vimqa
seacrowd/vintext\tvintext\tvie\tOCR\tIMTEXT\tAGPL-3.0-only\tunknown\t2021\t2\thttps://github.com/VinAIResearch/dict-guided
seacrowd/visim400\tvisim400\tvie\tSTS\tPAIRS_SCORE\tCC-BY-NC-SA-4.0\topen\t2018\t2\thttps://www.ims.uni-stuttgart.de/forschung/ressourcen/experiment-daten/vnese-sem-datasets/
seacrowd/visobert\tvisobert\tvie\tSSP\tSSP\tCC-BY-NC-4.0\topen\t2023\t2\thttps://huggingface.co/uitnlp/visobert
seacrowd/vispamreviews\tvispamreviews\tvie\tSA\tTEXT\tCC-BY-NC-4.0\topen\t2022\t4\thttps://github.com/sonlam1102/vispamdetection/
seacrowd/vistec_tp_th_21\tvistec_tp_th_21\ttha\tNER\tSEQ_LABEL\tCC-BY-SA-3.0\topen\t2021\t2\thttps://github.com/mrpeerat/OSKut/tree/main/VISTEC-TP-TH-2021
seacrowd/vitext2sql\tvitext2sql\tvie\tMT\tT2T\tLicenseRef-others\topen\t2020\t4\thttps://github.com/VinAIResearch/ViText2SQL
seacrowd/vivos\tvivos\tvie\tASR\tSPTEXT\tCC-BY-SA-4.0\topen\t2016\t2\thttps://zenodo.org/records/7068130
seacrowd/vivqa\tvivqa\tvie\tVQA\tIMQA\t\topen\t2021\t2\thttps://github.com/kh4nh12/ViVQA
seacrowd/vlogqa\tvlogqa\tvie\tQA\tQA\tLicenseRef-others\tlocal\t2024\t2\thttps://github.com/sonlam1102/vlogqa
seacrowd/vlsp2016_ner\tvlsp2016_ner\tvie\tNER\tSEQ_LABEL\tCC-BY-NC-4.0\topen\t2019\t2\thttps://huggingface.co/datasets/datnth1709/VLSP2016-NER-data
seacrowd/vlsp2016_sa\tvlsp2016_sa\tvie\tSA\tTEXT\tCC-BY-NC-SA-4.0\tlocal\t2018\t3\thttps://vlsp.org.vn/resources-vlsp2016
seacrowd/vlsp2020_mt_envi\tvlsp2020_mt_envi\tvie\tMT\tT2T\t\topen\t2020\t16\thttps://github.com/thanhleha-kit/EnViCorpora
seacrowd/vndt\tvndt\tvie\tDEP\tKB\t\topen\t2014\t4\thttps://github.com/datquocnguyen/VnDT
seacrowd/voxlingua\tvoxlingua\tceb ind jav khm lao zlm mya sun tha tgl vie war\tSPEECH_LID\tSPEECH\tCC-BY-4.0\topen\t2021\t2\thttps://bark.phon.ioc.ee/voxlingua107/
seacrowd/vsolscsum\tvsolscsum\tvie\tSUM\tT2T\tCC-BY-4.0\topen\t2016\t2\thttps://github.com/nguyenlab/VSoLSCSum-Dataset
seacrowd/weathub\tweathub\ttha tgl vie cmn eng\tWL\t\tCC-BY-4.0\topen\t2023\t3\thttps://huggingface.co/datasets/iamshnoo/WEATHub
seacrowd/wikiann\twikiann\tind jav min sun ace zlm map-bms mya tgl tha vie khm\tNER\tSEQ_LABEL\tApache-2.0\topen\t2017\t24\thttps://github.com/afshinrahimi/mmner
seacrowd/wikihow_gosc\twikihow_gosc\tind tha vie\tITT\tT2T\tMIT\topen\t2021\t3\thttps://github.com/veronica320/wikihow-GOSC/tree/main?tab=readme-ov-file
seacrowd/wikilingua\twikilingua\tind\tSUM\tT2T\tCC-BY-NC-SA-3.0\topen\t2020\t2\thttps://github.com/esdurmus/Wikilingua
seacrowd/wikimatrix\twikimatrix\tilo min jav sun ceb ind tgl vie\tMT\tT2T\tCC-BY-SA-4.0\topen\t2021\t338\thttps://github.com/facebookresearch/LASER/tree/main/tasks/WikiMatrix
seacrowd/wikitext_tl_39\twikitext_tl_39\tfil\tSSP\tSSP\tGPL-3.0-only\topen\t2019\t2\thttps://huggingface.co/datasets/wikitext_tl39
seacrowd/wili_2018\twili_2018\tnrm jav min lao mya pag ind cbk tet tha ceb tgl bjn bcl vie\tLI\tTEXT\tODbL-1.0\topen\t2018\t2\thttps://zenodo.org/records/841984
seacrowd/wisesight_thai_sentiment\twisesight_thai_sentiment\ttha\tSA\tTEXT\tCC0-1.0\topen\t2019\t2\thttps://github.com/PyThaiNLP/wisesight-sentiment
seacrowd/wit\twit\tceb fil ind jav zlm mya tha vie war\tIC\tIMTEXT\tCC-BY-SA-3.0\topen\t2021\t20\thttps://github.com/google-research-datasets/wit
seacrowd/wongnai_reviews\twongnai_reviews\ttha\tSA\tTEXT\tLGPL-3.0-only\topen\t\t2\thttps://huggingface.co/datasets/wongnai_reviews
seacrowd/wrete\twrete\tind\tTE\tPAIRS\tCC-BY-SA-4.0\topen\t2019\t2\thttps://github.com/IndoNLP/indonlu
seacrowd/x_fact\tx_fact\tara aze ben deu spa fas fra guj hin ind ita kat mar nor nld pan pol por ron rus sin srp sqi tam tur\tFCT\t\tMIT\topen\t2021\t1\thttps://github.com/utahnlp/x-fact
seacrowd/xcopa\txcopa\tind tha vie\tCR\tQA\tCC-BY-4.0\topen\t2020\t6\thttps://github.com/cambridgeltl/xcopa
seacrowd/xed\txed\tind vie\tABSA\tTEXT_MULTI\tCC-BY-4.0\topen\t2020\t4\thttps://github.com/Helsinki-NLP/XED
seacrowd/xl_jailbreak\txl_jailbreak\tjav vie tha\tPRT\tSSP\tMIT\topen\t2023\t6\thttps://huggingface.co/datasets/DAMO-NLP-SG/MultiJail
seacrowd/xl_sum\txl_sum\tind mya tha vie eng\tSUM\tT2T\tCC-BY-NC-SA-4.0\topen\t2021\t8\thttps://github.com/csebuetnlp/xl-sum
seacrowd/xm3600\txm3600\tfil id th vi\tIC\tIMTEXT\tCC-BY-4.0\topen\t2022\t8\thttps://google.github.io/crossmodal-3600/
seacrowd/xnli\txnli\ttha vie\tTE\tPAIRS\tCC-BY-NC-4.0\topen\t2018\t4\thttps://github.com/facebookresearch/XNLI
seacrowd/xpersona_id\txpersona_id\tind\tDS\tT2T\tCC-BY-SA-4.0\topen\t2020\t2\t
seacrowd/xquad\txquad\ttha vie\tQA\tQA\tCC-BY-SA-4.0\tunknown\t2019\t4\thttps://github.com/google-deepmind/xquad
seacrowd/xquadr\txquadr\ttha vie\tQAR\tQA\tCC-BY-SA-4.0\topen\t2020\t4\thttps://github.com/google-research-datasets/lareqa
seacrowd/xsid\txsid\tind\tINT POS\tTEXT SEQ_LABEL\tCC-BY-SA-4.0\topen\t2021\t3\thttps://bitbucket.org/robvanderg/xsid/src/master/
seacrowd/xstorycloze\txstorycloze\tind mya\tCR\tQA\tCC-BY-SA-4.0\tunknown\t2022\t4\thttps://huggingface.co/datasets/juletxara/xstory_cloze
seacrowd/yunshan_cup_2020\tyunshan_cup_2020\tlao\tPOS\tSEQ_LABEL\t\topen\t2022\t2\thttps://github.com/GKLMIP/Yunshan-Cup-2020
"""
